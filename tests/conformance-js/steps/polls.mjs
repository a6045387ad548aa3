import { Events, Routes } from 'discord.js';
import { check, equal, once } from '../lib/scenario.mjs';

/** Polls: asked, voted on by a person, ended by the bot. */
export async function polls(world) {
  const { scenario, client, general, bob } = world;
  const asked = await scenario.step('the bot asks in a poll', () => general.send({
    poll: { question: { text: 'What next?' }, answers: [{ text: 'Engines', emoji: '🚂' }, { text: 'Pumps' }], duration: 24, allowMultiselect: false },
  }));
  if (!asked) return;
  const path = `/channels/${general.id}/polls/${asked.id}`;
  await scenario.step('Bob votes and votes otherwise', async () => {
    const added = once(client, Events.MessagePollVoteAdd);
    await bob.call('PUT', `${path}/answers/@me`, { answer_ids: [1] });
    await added;
    const removed = once(client, Events.MessagePollVoteRemove);
    await bob.call('PUT', `${path}/answers/@me`, { answer_ids: [2] });
    await removed;
    equal((await client.rest.get(Routes.pollAnswerVoters(general.id, asked.id, 2))).users[0].id, bob.id, 'voter');
  });
  await scenario.step('the bot ends it, and the result is told', async () => {
    const told = once(client, Events.MessageCreate, (message) => message.type === 46);
    const ended = await client.rest.post(Routes.expirePoll(general.id, asked.id));
    check(ended.poll.results.is_finalized, 'final');
    await told;
  });
}
