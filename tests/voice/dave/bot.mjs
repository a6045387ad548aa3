import { Readable } from 'node:stream';
import { AudioPlayerStatus, EndBehaviorType, NoSubscriberBehavior, StreamType, VoiceConnectionStatus, createAudioPlayer, createAudioResource, entersState, joinVoiceChannel } from '@discordjs/voice';
import { Client, Events, GatewayIntentBits } from 'discord.js';

const FRAME_BYTES = 120;

/** A bot that plays frames which say whose they are and which, and judges every frame that it hears. */
export class Bot {
  /** Frames heard since the last forget(), by speaker. */
  heard = new Map();
  /** What was heard that nobody has played. */
  strange = [];
  /** While it has no socket, @discordjs/voice hands frames out as they came over UDP. */
  isResuming = false;

  static async start(base, owner, guildId, name) {
    const application = await owner.call('POST', '/applications', { name });
    await owner.call('POST', `/applications/${application.id}/bot`, {});
    const { token } = await owner.call('POST', `/applications/${application.id}/bot/reset`, {});
    await owner.call('POST', `/oauth2/authorize?client_id=${application.id}&scope=bot`, { guild_id: guildId, permissions: '8', authorize: true });
    const bot = new Bot();
    bot.name = name;
    bot.client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates], rest: { api: `${base}/api` } });
    const ready = new Promise((done) => bot.client.once(Events.ClientReady, done));
    await bot.client.login(token);
    await ready;
    bot.id = bot.client.user.id;
    bot.guild = bot.client.guilds.cache.get(guildId);
    return bot;
  }

  async join(channelId, { encrypts = true } = {}) {
    const { id: guildId, voiceAdapterCreator: adapterCreator } = this.guild;
    this.connection = joinVoiceChannel({ channelId, guildId, adapterCreator, selfDeaf: false, group: this.id, daveEncryption: encrypts, debug: Boolean(process.env.DEBUG) });
    if (process.env.DEBUG) this.connection.on('debug', (line) => console.log(`${this.name}: ${line}`));
    this.connection.on('error', (error) => (this.problem = error));
    await entersState(this.connection, VoiceConnectionStatus.Ready, 60_000);
    this.play();
  }

  leave() {
    this.player?.stop(true);
    this.connection.destroy();
  }

  play() {
    this.player = createAudioPlayer({ behaviors: { noSubscriber: NoSubscriberBehavior.Play } });
    this.connection.subscribe(this.player);
    const bot = this;
    let number = 0;
    const frames = new Readable({ objectMode: true, highWaterMark: 4, read() { this.push(frame(bot.id, number++)); } });
    this.player.play(createAudioResource(frames, { inputType: StreamType.Opus }));
    return entersState(this.player, AudioPlayerStatus.Playing, 60_000);
  }

  listenTo(other) {
    if (this.connection.receiver.subscriptions.has(other.id)) return;
    const stream = this.connection.receiver.subscribe(other.id, { end: { behavior: EndBehaviorType.Manual } });
    stream.on('data', (packet) => {
      // @discordjs/voice takes a packet whose ciphertext begins with BE DE for one with a header extension, and cuts it to nothing.
      if (isSilence(packet) || packet.length === 0) return;
      if (packet.equals(frame(other.id, packet.length === FRAME_BYTES ? packet.readUInt32BE(9) : 0))) this.heard.set(other.id, (this.heard.get(other.id) ?? 0) + 1);
      else if (!this.isResuming) this.strange.push(`${packet.length} bytes of ${other.name} ending in ${packet.subarray(-2).toString('hex')}`);
    });
  }

  forget() {
    this.heard.clear();
  }

  hasHeard(others, frames) {
    return others.every((other) => other === this || (this.heard.get(other.id) ?? 0) >= frames);
  }

  get encryption() {
    const dave = this.connection.state.networking?.state.dave;
    return { version: dave?.protocolVersion ?? 0, isReady: dave?.session?.ready ?? false, code: this.connection.voicePrivacyCode ?? '' };
  }
}

function frame(id, number) {
  const bytes = Buffer.alloc(FRAME_BYTES);
  bytes[0] = 0x78;
  bytes.writeBigUInt64BE(BigInt(id), 1);
  bytes.writeUInt32BE(number, 9);
  for (let i = 13; i < FRAME_BYTES; i++) bytes[i] = (number * 31 + i * 7) & 0xff;
  // Nothing that looks like the end of an encrypted frame.
  bytes[FRAME_BYTES - 1] = 0;
  return bytes;
}

const isSilence = (packet) => packet.length === 3 && packet[0] === 0xf8 && packet[1] === 0xff && packet[2] === 0xfe;
