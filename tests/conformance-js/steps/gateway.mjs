import { Events, GatewayIntentBits } from 'discord.js';
import { check, equal, once } from '../lib/scenario.mjs';

/** Resume, two shards, and intents that keep content away. */
export async function gateway(world) {
  const { scenario, client, general, ada, guild } = world;
  await scenario.step('a lost socket resumes and misses nothing', async () => {
    const got = [];
    const listen = (message) => message.content.startsWith('while away') && got.push(message.content);
    client.on(Events.MessageCreate, listen);
    const resumed = once(client, Events.ShardResume);
    const manager = client.ws.shards.first();
    await manager.manager._ws.strategy.shards.get(0).destroy({ code: 4000, reason: 'a lost line', recover: 1 }).catch(() => {});
    for (let i = 0; i < 5; i++) await ada.call('POST', `/channels/${general.id}/messages`, { content: `while away ${i}` });
    await resumed;
    for (let i = 0; i < 600 && got.length < 5; i++) await new Promise((done) => setTimeout(done, 50));
    client.off(Events.MessageCreate, listen);
    equal(got.join(), 'while away 0,while away 1,while away 2,while away 3,while away 4', 'messages in order');
  });
  await scenario.step('two shards share the guilds', async () => {
    const sharded = world.makeClient({ shards: [0, 1], shardCount: 2 });
    try {
      const ready = once(sharded, Events.ClientReady);
      await sharded.login(world.botToken);
      await ready;
      check(sharded.guilds.cache.has(guild.id), 'one of them has the guild');
    } finally {
      await sharded.destroy();
    }
  });
  await scenario.step('without the message content intent the text is empty', async () => {
    const blind = world.makeClient({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages] });
    try {
      const ready = once(blind, Events.ClientReady);
      await blind.login(world.botToken);
      await ready;
      const seen = once(blind, Events.MessageCreate);
      await ada.call('POST', `/channels/${general.id}/messages`, { content: 'not for your eyes' });
      equal((await seen)[0].content, '', 'content');
      const mentioned = once(blind, Events.MessageCreate, (message) => message.mentions.users.has(blind.user.id));
      await ada.call('POST', `/channels/${general.id}/messages`, { content: `but <@${blind.user.id}> may` });
      check((await mentioned)[0].content.startsWith('but'), 'mentioned bots see it');
    } finally {
      await blind.destroy();
    }
  });
}
