import { Events } from 'discord.js';
import { check, equal, eventually, once, refused } from '../lib/scenario.mjs';

/** Searching messages of a guild and of a channel. */
export async function search(world) {
  const { scenario, guild, client, ada, general } = world;
  const path = `/guilds/${guild.id}/messages/search`;
  const find = (query) => client.rest.get(path, { query: new URLSearchParams(query) });
  await scenario.step('what was said a moment ago is found', async () => {
    const seen = once(client, Events.MessageCreate, (message) => message.content.includes('astrolabe'));
    await ada.call('POST', `/channels/${general.id}/messages`, { content: `an astrolabe for <@${ada.id}>, see https://stars.example/a` });
    const [message] = await seen;
    const began = performance.now();
    let found;
    await eventually(async () => (found = await find({ content: 'astrolabe' })).total_results > 0, 'the hit');
    console.log(`        after ${Math.round(performance.now() - began)} ms`);
    equal(found.messages[0]?.[0]?.id, message.id, 'hit');
    equal(found.messages[0][0].hit, true, 'marked as the hit');
    equal(found.total_results, 1, 'total_results');
    world.astrolabe = message;
  });
  await scenario.step('a search is narrowed by author, mentions, links and time', async () => {
    const { id } = world.astrolabe;
    const query = { content: 'astrolabe', author_id: ada.id, mentions: ada.id, has: 'link', link_hostname: 'stars.example', pinned: 'false' };
    equal((await find(query)).messages[0]?.[0]?.id, id, 'with every filter');
    equal((await find({ ...query, max_id: id })).total_results, 0, 'before itself');
    equal((await find({ ...query, has: '-link' })).total_results, 0, 'without links');
    equal((await find({ ...query, channel_id: general.id, sort_order: 'asc', sort_by: 'relevance', limit: '1' })).messages.length, 1, 'in its channel');
  });
  await scenario.step('a search in a channel finds the same', async () => {
    const found = await ada.call('GET', `/channels/${general.id}/messages/search?content=astrolabe`);
    equal(found.messages[0]?.[0]?.id, world.astrolabe.id, 'hit');
  });
  await scenario.step('whatever is typed is looked for, and nothing else happens', async () => {
    for (const content of ['" OR *', 'NEAR(a b)', "'); DROP TABLE", 'a* -b ^c', '\u{1f52d}']) check(Array.isArray((await find({ content })).messages), content);
  });
  await scenario.step('a wrong search is refused at its parameter', async () => {
    const error = await refused(find({ limit: '26' }), 400, 50035);
    check(error.rawError.errors.limit._errors.length > 0, 'errors.limit._errors');
  });
}
