import { Events, Routes } from 'discord.js';
import { Person } from '../lib/people.mjs';
import { check, equal, once, refused } from '../lib/scenario.mjs';

/** Two people register, one makes a guild and an application, and its bot joins and logs in. */
export async function meet(world) {
  const { scenario, base } = world;
  world.ada = await scenario.step('Ada registers', () => Person.register(base, 'ada'));
  world.bob = await scenario.step('Bob registers', () => Person.register(base, 'bob'));
  if (!world.ada || !world.bob) return;
  const { ada } = world;

  await scenario.step('a wrong password is refused at the field', () =>
    refused(Person.prototype.call.call({ base }, 'POST', '/auth/login', { login: ada.name, password: 'wrong password' }, { authorization: '' }), 400, 50035));

  const created = await scenario.step('Ada creates a guild', () => ada.call('POST', '/guilds', { name: 'The Analytical Society' }));
  const application = await scenario.step('Ada creates an application', () => ada.call('POST', '/applications', { name: 'Engine' }));
  if (!created || !application) return;
  world.applicationId = application.id;
  world.botToken = await scenario.step('the bot gets a token, shown once', async () => {
    await ada.call('POST', `/applications/${application.id}/bot`, {});
    const { token } = await ada.call('POST', `/applications/${application.id}/bot/reset`, {});
    check(typeof token === 'string' && token.length > 20, 'a token');
    return token;
  });
  await scenario.step('Ada adds the bot to her guild', () =>
    ada.call('POST', `/oauth2/authorize?client_id=${application.id}&scope=bot`, {
      guild_id: created.id, permissions: '8', authorize: true,
    }));

  world.client = world.makeClient();
  world.guild = await scenario.step('the bot logs in and has its guild', async () => {
    const ready = once(world.client, Events.ClientReady);
    await world.client.login(world.botToken);
    await ready;
    const guild = world.client.guilds.cache.get(created.id);
    check(guild, 'the guild is in the cache');
    equal(guild.name, 'The Analytical Society', 'name');
    equal(guild.ownerId, ada.id, 'owner');
    return guild;
  });
  if (!world.guild) return;
  world.general = world.guild.channels.cache.find((channel) => channel.name === 'general');
  await scenario.step('the gateway tells where it is and how often one may identify', async () => {
    const gateway = await world.client.rest.get(Routes.gateway(), { auth: false });
    check(gateway.url.startsWith('ws'), 'a WebSocket URL');
    const bot = await world.client.rest.get(Routes.gatewayBot());
    check(bot.shards >= 1 && bot.session_start_limit.max_concurrency >= 1, 'shards and limits');
  });
  await scenario.step('a wrong token is a 401', () =>
    refused(world.client.rest.get('/users/@me', { auth: false, headers: { authorization: 'Bot wrong' } }), 401, 0));
}
