// Bots in a voice channel: what they play, and what they hear.
import { createReadStream } from 'node:fs';
import { Client, GatewayIntentBits } from 'discord.js';
import { createAudioPlayer, createAudioResource, EndBehaviorType, entersState, joinVoiceChannel, NoSubscriberBehavior, StreamType, VoiceConnectionStatus } from '@discordjs/voice';
import prism from 'prism-media';
import { Person } from '../conformance-js/lib/people.mjs';
import { eventually } from '../conformance-js/lib/scenario.mjs';

const FILE = new URL('speech.ogg', import.meta.url);
const SILENCE = 'f8fffe';
const PATIENCE = 60_000;

/** The frames of the file, each as hexadecimal text. */
export async function frames() {
  const found = [];
  for await (const frame of createReadStream(FILE).pipe(new prism.opus.OggDemuxer())) found.push(frame.toString('hex'));
  return found;
}

/** A person with a guild and a voice channel in it, and bots that have joined the guild and are logged in. */
export async function troupe(base, names) {
  const ada = await Person.register(base, 'ada');
  const guild = await ada.call('POST', '/guilds', { name: 'Concert hall' });
  const channel = await ada.call('POST', `/guilds/${guild.id}/channels`, { name: 'Stage door', type: 2 });
  const bots = [];
  for (const name of names) bots.push(await Bot.login(base, ada, guild, name));
  return { ada, guild, channel, bots };
}

export class Bot {
  connection = undefined;
  heard = new Map();

  constructor(client, guild, name) {
    Object.assign(this, { client, guild, name });
  }

  static async login(base, owner, guild, name) {
    const application = await owner.call('POST', '/applications', { name });
    const { token } = await owner.call('POST', `/applications/${application.id}/bot/reset`, {});
    await owner.call('POST', `/oauth2/authorize?client_id=${application.id}&scope=bot`, { guild_id: guild.id, permissions: '8', authorize: true });
    const client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates], rest: { api: `${base}/api` } });
    const ready = new Promise((done) => client.once('clientReady', done));
    await client.login(token);
    await ready;
    return new Bot(client, guild, name);
  }

  get id() {
    return this.client.user.id;
  }

  /** Joins a channel, or moves there. */
  async join(channel, options = {}) {
    const before = this.connection?.state.networking;
    const guild = await this.client.guilds.fetch(this.guild.id);
    this.connection = joinVoiceChannel({
      channelId: channel.id, guildId: guild.id, adapterCreator: guild.voiceAdapterCreator, selfDeaf: false, group: this.id, debug: true, ...options,
    });
    this.log = [];
    this.connection.on('debug', (line) => this.log.push(line.slice(0, 200)));
    this.connection.on('stateChange', (before, after) => this.log.push(`${before.status} -> ${after.status}`));
    // A connection that moves stays ready in the old channel until the server has told it where to go.
    if (before) await eventually(() => this.connection.state.networking !== before, `${this.name} is told of its new channel`);
    await this.ready();
    return this;
  }

  async ready() {
    try {
      await entersState(this.connection, VoiceConnectionStatus.Ready, PATIENCE);
    } catch {
      throw new Error(`${this.name} is ${this.connection.state.status}, not ready: ${this.log.slice(-12).join(' | ')}`);
    }
  }

  /** Listens to somebody from now on, before the first word: a subscription that is made at it misses it. */
  listenTo(other) {
    const heard = [];
    this.heard.set(other.id, heard);
    const stream = this.connection.receiver.subscribe(other.id, { end: { behavior: EndBehaviorType.Manual } });
    stream.on('data', (frame) => heard.push(frame.toString('hex')));
    return heard;
  }

  /** Whether it can tell by a packet of somebody's present connection who that is; @discordjs/voice drops packets of those it cannot name. */
  knows(other) {
    return this.connection.receiver.ssrcMap.get(other.connection.state.networking.state.connectionData.ssrc)?.userId === other.id;
  }

  /** Says that it speaks, and waits until the other has heard so: the word goes over another socket than the packets, which overtake it on a busy machine. */
  async announceTo(other) {
    this.connection.setSpeaking(true);
    await eventually(() => other.knows(this), `${other.name} knows that ${this.name} speaks`);
  }

  /** Plays the file to its end, and holds its breath while its connection is not ready. */
  async play() {
    const player = createAudioPlayer({ behaviors: { noSubscriber: NoSubscriberBehavior.Pause } });
    this.connection.subscribe(player);
    player.play(createAudioResource(createReadStream(FILE), { inputType: StreamType.OggOpus }));
    await new Promise((done, fail) => {
      player.once('idle', done);
      player.once('error', fail);
    });
    return player;
  }

  /** The socket of the voice gateway, whose loss is what a network does. */
  get socket() {
    return this.connection.state.networking.state.ws.ws;
  }

  leave() {
    this.connection?.destroy();
    this.connection = undefined;
  }

  async quit() {
    this.leave();
    await this.client.destroy();
  }
}

/** How many frames of the file were heard in their order, and what was heard that is not in it. */
export function judge(expected, heard) {
  const said = heard.filter((frame) => frame !== SILENCE);
  let at = -1;
  const strange = [];
  for (const frame of said) {
    const next = expected.indexOf(frame, at + 1);
    if (next < 0) strange.push(frame);
    else at = next;
  }
  return { count: said.length - strange.length, strange };
}
