import { check, equal, refused } from '../lib/scenario.mjs';

/** Lobbies of an application: members, messages, the channel they are linked with. */
export async function lobbies(world) {
  const { scenario, client, ada, general } = world;
  const call = (method, path, body) => client.rest[method](`/lobbies${path}`, body === undefined ? {} : { body });
  await scenario.step('a lobby is made, read, changed and joined by its secret', async () => {
    const made = await call('post', '', { metadata: { map: 'mill' }, members: [{ id: ada.id, metadata: { team: 'red' }, flags: 1 }] });
    equal((await call('get', `/${made.id}`)).metadata.map, 'mill', 'map');
    equal((await call('patch', `/${made.id}`, { metadata: { map: 'river' }, idle_timeout_seconds: 600 })).metadata.map, 'river', 'map');
    const joined = await call('put', '', { secret: 'open sesame', member_metadata: { team: 'blue' } });
    equal((await call('put', '', { secret: 'open sesame' })).id, joined.id, 'lobby');
    await call('delete', `/${joined.id}/members/@me`);
    await call('delete', `/${joined.id}`);
    world.lobby = made.id;
  });
  const lobby = `/${world.lobby}`;
  await scenario.step('members come, change and go', async () => {
    equal((await call('put', `${lobby}/members/${client.user.id}`, { additional_name: 'The engine' })).additional_name, 'The engine', 'name');
    equal((await call('post', `${lobby}/members/bulk`, [{ id: ada.id, metadata: null }])).length, 1, 'members');
    equal((await call('get', lobby)).members.length, 2, 'members');
  });
  await scenario.step('messages are said, moderated and read', async () => {
    const said = await call('post', `${lobby}/messages`, { content: 'the mill turns', metadata: { tone: 'calm' } });
    await call('put', `${lobby}/messages/${said.id}/moderation-metadata`, { verdict: 'fine' });
    const [read] = await call('get', `${lobby}/messages?limit=10`);
    equal(read.moderation_metadata.verdict, 'fine', 'verdict');
    equal(read.lobby_member.additional_name, 'The engine', 'name');
  });
  await scenario.step('a lobby is linked with a channel, and members are invited there', async () => {
    const linked = await call('patch', `${lobby}/channel-linking`, { channel_id: general.id });
    equal(linked.linked_channel.id, general.id, 'channel');
    check((await call('post', `${lobby}/members/@me/invites`)).code, 'an invite for oneself');
    check((await call('post', `${lobby}/members/${ada.id}/invites`)).code, 'an invite for another');
    await call('patch', `${lobby}/channel-linking`, {});
    await call('delete', `${lobby}/members/${ada.id}`);
    await call('delete', lobby);
    await refused(call('get', lobby), 404, 10031);
  });
}
