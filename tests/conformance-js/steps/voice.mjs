import { Events, GatewayDispatchEvents, Routes } from 'discord.js';
import { check, equal, once } from '../lib/scenario.mjs';

const STAGE = 13;
const VOICE = 2;

// Silent frames of 26 ms: MPEG 1 layer III, 128 kbit/s at 44.1 kHz.
function silence(frames) {
  const bytes = Buffer.alloc(frames * 417);
  for (let i = 0; i < frames; i++) Buffer.from([0xff, 0xfb, 0x90, 0x00]).copy(bytes, i * 417);
  return `data:audio/mp3;base64,${bytes.toString('base64')}`;
}

/** Voice without sound: who is where, stages, and soundboards. */
export async function voice(world) {
  const { scenario, client, guild: house } = world;
  const raw = (name) => new Promise((seen) => {
    const listener = (packet) => {
      if (packet.t !== name) return;
      client.off(Events.Raw, listener);
      seen(packet.d);
    };
    client.on(Events.Raw, listener);
  });
  const join = (channel_id) => house.shard.send({ op: 4, d: { guild_id: house.id, channel_id, self_mute: false, self_deaf: false } });
  const lounge = await scenario.step('the bot joins a voice channel', async () => {
    const channel = await house.channels.create({ name: 'Voices', type: VOICE });
    const seen = once(client, Events.VoiceStateUpdate, (_, after) => after.channelId === channel.id);
    const started = raw(GatewayDispatchEvents.VoiceChannelStartTimeUpdate);
    join(channel.id);
    await seen;
    await started;
    equal((await client.rest.get(Routes.guildVoiceState(house.id))).channel_id, channel.id, 'where it is');
    equal((await client.rest.get(Routes.guildVoiceState(house.id, client.user.id))).user_id, client.user.id, 'who it is');
    return channel;
  });
  if (!lounge) return;
  await scenario.step('a session asks for the state of the channels', async () => {
    const seen = raw('CHANNEL_INFO');
    house.shard.send({ op: 43, d: { guild_id: house.id, fields: ['voice_start_time'] } });
    equal((await seen).channels[0].id, lounge.id, 'channel');
  });
  const sound = await scenario.step('a sound is made, listed and changed', async () => {
    let seen = raw(GatewayDispatchEvents.GuildSoundboardSoundCreate);
    const made = await client.rest.post(Routes.guildSoundboardSounds(house.id), { body: { name: 'beep', sound: silence(10), emoji_name: '🔔' } });
    await seen;
    equal((await client.rest.get(Routes.guildSoundboardSounds(house.id))).items.length, 1, 'sounds');
    equal((await client.rest.get(Routes.guildSoundboardSound(house.id, made.sound_id))).name, 'beep', 'name');
    seen = raw(GatewayDispatchEvents.GuildSoundboardSoundUpdate);
    await client.rest.patch(Routes.guildSoundboardSound(house.id, made.sound_id), { body: { name: 'boop', volume: 0.5 } });
    await seen;
    return made;
  });
  await scenario.step('sounds are asked for and played', async () => {
    let seen = raw(GatewayDispatchEvents.SoundboardSounds);
    house.shard.send({ op: 31, d: { guild_ids: [house.id] } });
    await seen;
    const defaults = await client.rest.get(Routes.soundboardDefaultSounds());
    seen = raw(GatewayDispatchEvents.VoiceChannelEffectSend);
    await client.rest.post(Routes.sendSoundboardSound(lounge.id), { body: { sound_id: defaults[0].sound_id } });
    equal((await seen).channel_id, lounge.id, 'where');
    seen = raw(GatewayDispatchEvents.GuildSoundboardSoundDelete);
    await client.rest.delete(Routes.guildSoundboardSound(house.id, sound.sound_id));
    await seen;
  });
  await scenario.step('a voice channel says what it is about', async () => {
    let seen = raw(GatewayDispatchEvents.VoiceChannelStatusUpdate ?? 'VOICE_CHANNEL_STATUS_UPDATE');
    await client.rest.put(`/channels/${lounge.id}/voice-status`, { body: { status: 'Tea' } });
    equal((await seen).status, 'Tea', 'status');
    seen = raw('CHANNEL_INFO');
    house.shard.send({ op: 43, d: { guild_id: house.id, fields: ['status'] } });
    equal((await seen).channels[0].status, 'Tea', 'status of the channel');
  });
  await scenario.step('an emoji is thrown before those in the channel', async () => {
    const seen = raw(GatewayDispatchEvents.VoiceChannelEffectSend);
    await client.rest.post(`/channels/${lounge.id}/voice-channel-effects`, { body: { animation_type: 1, animation_id: 2, emoji_name: '🎉' } });
    equal((await seen).emoji.name, '🎉', 'emoji');
  });
  await scenario.step('the bot asks for the channel it is in, and is told again', async () => {
    const seen = raw(GatewayDispatchEvents.VoiceStateUpdate);
    join(lounge.id);
    equal((await seen).channel_id, lounge.id, 'where it is');
  });
  await scenario.step('a stage opens, the bot speaks on it, and it closes', async () => {
    const stage = await house.channels.create({ name: 'Stage', type: STAGE });
    let seen = once(client, Events.StageInstanceCreate);
    await client.rest.post(Routes.stageInstances(), { body: { channel_id: stage.id, topic: 'Engines' } });
    await seen;
    equal((await client.rest.get(Routes.stageInstance(stage.id))).topic, 'Engines', 'topic');
    seen = once(client, Events.VoiceStateUpdate, (_, after) => after.channelId === stage.id && after.suppress);
    join(stage.id);
    await seen;
    seen = once(client, Events.VoiceStateUpdate, (_, after) => after.suppress === false);
    await client.rest.patch(Routes.guildVoiceState(house.id), { body: { channel_id: stage.id, suppress: false } });
    await seen;
    await client.rest.patch(Routes.guildVoiceState(house.id, client.user.id), { body: { channel_id: stage.id, suppress: true } });
    seen = once(client, Events.StageInstanceUpdate);
    await client.rest.patch(Routes.stageInstance(stage.id), { body: { topic: 'Pumps' } });
    await seen;
    seen = once(client, Events.StageInstanceDelete);
    await client.rest.delete(Routes.stageInstance(stage.id));
    await seen;
    await client.rest.delete(Routes.channel(stage.id));
  });
  await scenario.step('the bot leaves voice', async () => {
    join(lounge.id);
    await once(client, Events.VoiceStateUpdate, (_, after) => after.channelId === lounge.id);
    const seen = once(client, Events.VoiceStateUpdate, (_, after) => after.channelId === null);
    join(null);
    await seen;
    check(!house.members.me.voice.channelId, 'nowhere');
    await client.rest.delete(Routes.channel(lounge.id));
  });
}
