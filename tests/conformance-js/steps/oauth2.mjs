import { createHash, randomBytes } from 'node:crypto';
import { Routes } from 'discord.js';
import { check, equal, once } from '../lib/scenario.mjs';

const REDIRECT = 'https://app.example/back';

/** An application that people let do things: every operation that a Bearer token opens. */
export async function oauth2(world) {
  const { scenario, base, ada, bob, guild, general, client, applicationId: id } = world;
  const token = (form) => post(base, '/oauth2/token', { client_id: id, client_secret: world.secret, ...form });
  const agree = async (person, scope, body = {}) => {
    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const query = new URLSearchParams({
      client_id: id, response_type: 'code', scope, redirect_uri: REDIRECT, state: 'thread', code_challenge: challenge, code_challenge_method: 'S256',
    });
    await person.call('GET', `/oauth2/authorize?${query}`);
    const { url } = await person.call('POST', `/oauth2/authorize?${query}`, { authorize: true, ...body });
    const back = new URL(url);
    equal(back.searchParams.get('state'), 'thread', 'state');
    return token({ grant_type: 'authorization_code', code: back.searchParams.get('code'), redirect_uri: REDIRECT, code_verifier: verifier });
  };
  const own = (scope) => token({ grant_type: 'client_credentials', scope });

  await scenario.step('an application gets a secret and says where answers go', async () => {
    world.secret = (await ada.call('POST', `/applications/${id}/reset`, {})).secret;
    await ada.call('PATCH', `/applications/${id}`, { redirect_uris: [REDIRECT] });
  });
  await scenario.step('a person lets it know who she is, and a refreshed token knows it too', async () => {
    const first = await agree(ada, 'openid identify email guilds guilds.members.read connections role_connections.write');
    const second = await token({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
    const app = bearer(base, second.access_token);
    equal((await app('GET', '/oauth2/@me')).user.id, ada.id, 'whose token');
    equal((await app('GET', '/users/@me')).id, ada.id, 'who');
    equal((await app('GET', '/oauth2/userinfo')).sub, ada.id, 'sub');
    check((await client.rest.get('/oauth2/keys')).keys.length === 1 && first.id_token.split('.').length === 3, 'a signed identity');
    check((await app('GET', '/users/@me/guilds')).some((one) => one.id === guild.id), 'her guild');
    equal((await app('GET', `/users/@me/guilds/${guild.id}/member`)).user.id, ada.id, 'her membership');
    equal((await app('GET', '/users/@me/connections')).length, 0, 'connections');
    await roleConnection(app, id);
    await app('GET', `/users/@me/applications/${id}/entitlements`);
    const { id: entitlement } = await client.rest.post(Routes.entitlements(id), { body: { sku_id: '9', owner_id: guild.id, owner_type: 1 } });
    const [subscription] = await app('GET', '/skus/9/subscriptions');
    equal((await app('GET', `/skus/9/subscriptions/${subscription.id}`)).user_id, ada.id, 'whose subscription');
    await client.rest.delete(Routes.entitlement(id, entitlement));
  });
  await scenario.step('a role is for those it knows', async () => {
    await client.rest.put(Routes.applicationRoleConnectionMetadata(id), { body: [{ type: 2, key: 'looms', name: 'Looms', description: 'How many' }] });
    const role = await guild.roles.create({ name: 'weaver', permissions: [] });
    const path = `/guilds/${guild.id}/roles/${role.id}/connections`;
    const marked = once(client, 'roleUpdate', (_, after) => after.id === role.id);
    await ada.call('PUT', `${path}/configuration`, [[{ connection_type: 'application', application_id: id, connection_metadata_field: 'looms', operator: 2, value: '3' }]]);
    await marked;
    const app = bearer(base, (await agree(bob, 'role_connections.write')).access_token);
    await app('PUT', `/users/@me/applications/${id}/role-connection`, { platform_name: 'Mill', metadata: { looms: '4' } });
    equal((await bob.call('GET', `${path}/eligibility`))[0][0].result, true, 'eligible');
    await bob.call('POST', `${path}/assign`);
    await bob.call('POST', `${path}/unassign`);
    await ada.call('PUT', `${path}/configuration`, []);
    await role.delete();
  });
  await scenario.step('it sees the channels of her guild', async () => {
    const { access_token: access } = await agree(ada, 'guilds.channels.read');
    check((await bearer(base, access)('GET', `/guilds/${guild.id}/channels`)).length > 0, 'channels');
  });
  await scenario.step('it keeps its commands by its secret', () => commands(base, id, guild, own));
  await scenario.step('it looks after entitlements', async () => {
    const app = bearer(base, (await own('applications.entitlements')).access_token);
    const give = () => client.rest.post(Routes.entitlements(id), { body: { sku_id: '7', owner_id: bob.id, owner_type: 2 } });
    const given = await give();
    check((await app('GET', `/applications/${id}/entitlements`)).some((one) => one.id === given.id), 'the entitlement');
    await app('GET', `/applications/${id}/entitlements/${given.id}`);
    await app('POST', `/applications/${id}/entitlements/${given.id}/consume`);
    await app('DELETE', `/applications/${id}/entitlements/${given.id}`);
  });
  await scenario.step('it keeps a file', async () => {
    const { access_token: access } = await own('identify');
    const body = new FormData();
    body.set('file', new Blob(['hello'], { type: 'text/plain' }), 'hello.txt');
    const answer = await fetch(`${base}/api/v10/applications/${id}/attachment`, { method: 'POST', body, headers: { authorization: `Bearer ${access}` } });
    equal(answer.status, 200, 'status');
  });
  await scenario.step('a person gives it a webhook', async () => {
    const { webhook } = await agree(ada, 'webhook.incoming', { webhook_channel_id: general.id });
    await client.rest.post(Routes.webhook(webhook.id, webhook.token), { auth: false, body: { content: 'woven' } });
    await client.rest.delete(Routes.webhook(webhook.id, webhook.token), { auth: false });
  });
  await scenario.step('its bot brings somebody in who agreed', async () => {
    const { Person } = await import('../lib/people.mjs');
    const carl = await Person.register(base, 'carl');
    const { access_token: access } = await agree(carl, 'guilds.join');
    const added = await client.rest.put(Routes.guildMember(guild.id, carl.id), { body: { access_token: access, nick: 'guest' } });
    equal(added.user.id, carl.id, 'member');
    await carl.call('DELETE', `/users/@me/guilds/${guild.id}`);
  });
  await scenario.step('she sees it in her list and takes it back', async () => {
    const [granted] = await ada.call('GET', '/oauth2/tokens');
    equal(granted.application.id, id, 'application');
    await ada.call('DELETE', `/oauth2/tokens/${granted.id}`);
    equal((await ada.call('GET', '/oauth2/tokens')).length, 0, 'what is left');
  });
}

async function roleConnection(app, id) {
  const path = `/users/@me/applications/${id}/role-connection`;
  await app('PUT', path, { platform_name: 'Mill', platform_username: 'ada', metadata: {} });
  equal((await app('GET', path)).platform_name, 'Mill', 'platform');
  await app('DELETE', path);
}

async function commands(base, id, guild, own) {
  const app = bearer(base, (await own('applications.commands.update applications.commands.permissions.update')).access_token);
  for (const all of [`/applications/${id}/commands`, `/applications/${id}/guilds/${guild.id}/commands`]) {
    const kept = await app('GET', `${all}?with_localizations=true`);
    const made = await app('POST', all, { name: 'spin', description: 'Spins a thread' });
    await app('PATCH', `${all}/${made.id}`, { description: 'Spins better' });
    equal((await app('GET', `${all}/${made.id}`)).description, 'Spins better', 'description');
    if (all.includes('/guilds/')) {
      const rules = `/applications/${id}/guilds/${guild.id}/commands/${made.id}/permissions`;
      await app('PUT', rules, { permissions: [{ id: guild.id, type: 1, permission: false }] });
      await app('GET', rules);
      await app('GET', `/applications/${id}/guilds/${guild.id}/commands/permissions`);
    }
    await app('DELETE', `${all}/${made.id}`);
    await app('PUT', all, kept.map(({ id: _id, application_id: _app, guild_id: _guild, version: _version, default_permission: _old, ...rest }) => rest));
  }
}

function bearer(base, access) {
  return async (method, path, body) => {
    const answer = await fetch(`${base}/api/v10${path}`, {
      method, headers: { authorization: `Bearer ${access}`, ...(body ? { 'content-type': 'application/json' } : {}) }, body: body ? JSON.stringify(body) : undefined,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
}

async function post(base, path, form) {
  const answer = await fetch(`${base}/api/v10${path}`, { method: 'POST', body: new URLSearchParams(form) });
  const json = await answer.json();
  if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(json)}`);
  return json;
}
