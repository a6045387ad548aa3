import { Events, GuildScheduledEventEntityType, GuildScheduledEventPrivacyLevel, GuildScheduledEventStatus, Routes } from 'discord.js';
import { check, equal, once } from '../lib/scenario.mjs';

const DAY = 86_400_000;

/** Scheduled events: made, changed, answered, repeated, deleted. */
export async function scheduledEvents(world) {
  const { scenario, client, guild: house, bob } = world;
  const start = new Date(Math.ceil(Date.now() / 1000) * 1000 + DAY);
  const made = await scenario.step('an event somewhere else is scheduled', async () => {
    const seen = once(client, Events.GuildScheduledEventCreate);
    const event = await house.scheduledEvents.create({
      name: 'Fair',
      description: 'steam',
      scheduledStartTime: start,
      scheduledEndTime: new Date(start.getTime() + 3_600_000),
      privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
      entityType: GuildScheduledEventEntityType.External,
      entityMetadata: { location: 'The square' },
      recurrenceRule: { startAt: start, frequency: 3, interval: 1 },
    });
    await seen;
    return event;
  });
  if (!made) return;
  const path = `/guilds/${house.id}/scheduled-events/${made.id}`;
  await scenario.step('it is listed, fetched and edited', async () => {
    equal((await house.scheduledEvents.fetch({ withUserCount: true, cache: false })).size, 1, 'events');
    equal((await house.scheduledEvents.fetch({ guildScheduledEvent: made.id, force: true })).name, 'Fair', 'name');
    const seen = once(client, Events.GuildScheduledEventUpdate);
    await made.edit({ name: 'Great fair' });
    await seen;
  });
  await scenario.step('Bob says that he comes, and is counted', async () => {
    const seen = once(client, Events.GuildScheduledEventUserAdd);
    await bob.call('PUT', `${path}/users/@me`, {});
    await seen;
    equal((await made.fetchSubscribers({ withMember: true })).first().user.id, bob.id, 'subscriber');
    equal((await client.rest.get(`${path}/users/counts`)).guild_scheduled_event_count, 1, 'count');
    const gone = once(client, Events.GuildScheduledEventUserRemove);
    await bob.call('DELETE', `${path}/users/@me`);
    await gone;
  });
  await scenario.step('an occurrence is moved, left out, and as it was again', async () => {
    const second = new Date(start.getTime() + DAY);
    const exception = await client.rest.post(`${path}/exceptions`, { body: { original_scheduled_start_time: second.toISOString(), is_canceled: true } });
    const id = exception.event_exception_id;
    await client.rest.patch(`${path}/exceptions/${id}`, {
      body: { is_canceled: false, scheduled_start_time: new Date(second.getTime() + 3_600_000).toISOString() },
    });
    await bob.call('PUT', `${path}/${id}/users/@me`, {});
    equal((await client.rest.get(`${path}/${id}/users`)).length, 1, 'users of the occurrence');
    await client.rest.delete(`${path}/exceptions/${id}`);
  });
  await scenario.step('it begins, and GUILD_CREATE would show it', async () => {
    const seen = once(client, Events.GuildScheduledEventUpdate, (_, after) => after.status === GuildScheduledEventStatus.Active);
    await made.setStatus(GuildScheduledEventStatus.Active);
    await seen;
  });
  const voice = await scenario.step('an event in a voice channel is scheduled', async () => {
    const channel = await house.channels.create({ name: 'Lounge', type: 2 });
    const event = await house.scheduledEvents.create({
      name: 'Talk', scheduledStartTime: start, privacyLevel: 2, entityType: GuildScheduledEventEntityType.Voice, channel,
    });
    check(event.channelId === channel.id, 'the channel');
    return channel;
  });
  await scenario.step('events go, alone and with their channel', async () => {
    let seen = once(client, Events.GuildScheduledEventDelete);
    await made.delete();
    await seen;
    seen = once(client, Events.GuildScheduledEventDelete);
    await client.rest.delete(Routes.channel(voice.id));
    await seen;
  });
}
