import { once as event } from 'node:events';
import { Routes } from 'discord.js';
import { createBot } from '../../../examples/http-bot/bot.js';
import { definitions } from '../../../examples/http-bot/commands.js';
import { check, equal, eventually } from '../lib/scenario.mjs';

/** The example bot that is called by HTTP: it proves itself, is called, answers, edits, and hears of events. */
export async function httpBot(world) {
  const { scenario, ada, guild, general, base } = world;
  const made = await ada.call('POST', '/applications', { name: 'Loom by HTTP' });
  const token = (await ada.call('POST', `/applications/${made.id}/bot/reset`, {})).token;
  await ada.call('POST', `/oauth2/authorize?client_id=${made.id}&scope=bot%20applications.commands`, { guild_id: guild.id, permissions: '2048', authorize: true });
  const events = [];
  const server = createBot({ publicKey: made.verify_key, api: `${base}/api/v10`, onEvent: (told) => events.push(told) }).listen(0, '127.0.0.1');
  await event(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}/`;
  const bot = async (method, path, body) => {
    const answer = await fetch(`${base}/api/v10${path}`, { method, headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    check(answer.ok, `${method} ${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
    return answer.json();
  };
  const messages = () => ada.call('GET', Routes.channelMessages(general.id));
  const call = (data, more = {}) =>
    ada.call('POST', '/interactions', { type: 2, application_id: made.id, guild_id: guild.id, channel_id: general.id, session_id: 'suite', data, ...more });
  let commands = [];
  try {
    await scenario.step('an address that checks signatures is taken for interactions and events', async () => {
      const set = await bot('PATCH', '/applications/@me', {
        interactions_endpoint_url: url, event_webhooks_url: url, event_webhooks_status: 2, event_webhooks_types: ['ENTITLEMENT_CREATE', 'ENTITLEMENT_DELETE'],
      });
      equal(set.interactions_endpoint_url, url, 'address');
      equal(set.event_webhooks_status, 2, 'status');
      commands = await bot('PUT', `/applications/${made.id}/commands`, definitions);
    });
    await scenario.step('a command is answered by HTTP', async () => {
      const dice = commands.find((command) => command.name === 'dice');
      await call({ id: dice.id, name: 'dice', type: 1, options: [{ type: 4, name: 'sides', value: 20 }] });
      await eventually(async () => (await messages()).some((message) => / of 20\.$/.test(message.content)), 'the roll');
    });
    await scenario.step('a deferred answer is edited in', async () => {
      const slow = commands.find((command) => command.name === 'slow');
      await call({ id: slow.id, name: 'slow', type: 1, options: [] });
      await eventually(async () => (await messages()).some((message) => message.content === `Done, <@${ada.id}>.`), 'the edit');
    });
    await scenario.step('a webhook event arrives, signed', async () => {
      const given = await bot('POST', `/applications/${made.id}/entitlements`, { sku_id: '5', owner_id: ada.id, owner_type: 2 });
      await eventually(() => events.some((told) => told.type === 'ENTITLEMENT_CREATE' && told.data.id === given.id), 'the event');
    });
    await scenario.step('what it was used for is counted', async () => {
      const usage = await bot('GET', `/applications/${made.id}/usage?days=1`);
      equal(usage.total.commands, 2, 'commands');
      equal(usage.total.errors, 0, 'errors');
    });
  } finally {
    server.close();
    server.closeAllConnections();
    await ada.call('POST', `/applications/${made.id}/delete`, {});
  }
}
