import { AuditLogEvent, Events, Routes } from 'discord.js';
import { check, equal, once } from '../lib/scenario.mjs';

/** The guild itself, its audit log, and what the bot knows of itself. */
export async function guild(world) {
  const { scenario, client, guild: house, ada, bob, applicationId } = world;
  await scenario.step('the guild is fetched with counts and previewed', async () => {
    const fetched = await house.fetch();
    check(fetched.approximateMemberCount >= 2, 'counts');
    equal((await client.rest.get(Routes.guildPreview(house.id))).id, house.id, 'preview');
  });
  await scenario.step('the guild is edited and GUILD_UPDATE comes', async () => {
    const seen = once(client, Events.GuildUpdate, (_, after) => after.name === 'The Engine Society');
    await house.edit({ name: 'The Engine Society', description: 'steam and brass', verificationLevel: 1 });
    await seen;
  });
  await scenario.step('the audit log tells who did it', async () => {
    const log = await house.fetchAuditLogs({ type: AuditLogEvent.GuildUpdate, limit: 5 });
    equal(log.entries.first().executorId, client.user.id, 'executor');
    await house.fetchAuditLogs({ limit: 50 });
  });
  await scenario.step('regions and integrations are listed', async () => {
    check((await client.rest.get(Routes.voiceRegions())).length > 0, 'regions');
    check((await client.rest.get(`/guilds/${house.id}/regions`)).length > 0, 'guild regions');
    check((await client.rest.get(Routes.guildIntegrations(house.id))).length > 0, 'integrations');
  });
  await scenario.step('a prune is previewed', async () => {
    equal(await house.members.prune({ dry: true, days: 7 }), 0, 'nobody');
    await house.members.prune({ dry: false, days: 30 });
  });
  await scenario.step('the bot reads and edits itself and its application', async () => {
    equal((await client.rest.get(Routes.user())).id, client.user.id, 'me');
    await client.rest.patch(Routes.user(), { body: { username: `engine_${Math.random().toString(36).slice(2, 7)}` } });
    equal((await client.rest.get(Routes.currentApplication())).id, applicationId, 'application');
    await client.rest.patch(Routes.currentApplication(), { body: { description: 'computes' } });
    await client.rest.get(`/applications/${applicationId}`);
    await client.rest.patch(`/applications/${applicationId}`, { body: { description: 'computes faster' } });
    equal((await client.rest.get(Routes.oauth2CurrentApplication())).id, applicationId, 'oauth2 application');
  });
  await scenario.step('a person lists their guilds', async () => {
    const mine = await ada.call('GET', '/users/@me/guilds?with_counts=true');
    equal(mine[0].owner, true, 'owner');
    equal((await client.rest.get(Routes.userGuilds()))[0].id, house.id, "the bot's guilds");
    await bob.call('GET', `/users/@me/guilds/${house.id}/member`);
  });
}
