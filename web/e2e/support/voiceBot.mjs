// A music bot as anybody would write one, with unmodified discord.js and @discordjs/voice: joins a channel, plays a file over and
// over, and counts the frames that it hears from each person. A process of its own, since the certificate of the house is given by
// NODE_EXTRA_CA_CERTS. Says on its standard output, in a line of JSON each, that it is ready and what it has heard.
import crypto from "node:crypto";
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";

// A machine whose OpenSSL has no AES-GCM, for the other way to seal packets: what the library looks at when it is loaded.
if (process.env.VOICE_WITHOUT_GCM) crypto.getCiphers = () => [];
const require = createRequire(new URL("../../../tests/voice/package.json", import.meta.url));
const { Client, GatewayIntentBits } = require("discord.js");
const voice = require("@discordjs/voice");
const [base, token, guildId, channelId, file] = process.argv.slice(2);

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates], rest: { api: `${base}/api`, timeout: 15_000 } });
client.on("error", (error) => say({ error: String(error) }));

const guild = await new Promise((resolve, reject) => {
  client.once("clientReady", () => client.guilds.fetch(guildId).then(resolve, reject));
  client.login(token).catch(reject);
});
const connection = voice.joinVoiceChannel({ guildId, channelId, adapterCreator: guild.voiceAdapterCreator, selfDeaf: false, debug: true });
connection.on("error", (error) => say({ error: String(error) }));
if (process.env.DEBUG_BOT) connection.on("debug", (text) => process.stderr.write(`${text}\n`));
await voice.entersState(connection, voice.VoiceConnectionStatus.Ready, 30_000);

const player = voice.createAudioPlayer({ behaviors: { noSubscriber: voice.NoSubscriberBehavior.Play } });
const play = () => player.play(voice.createAudioResource(createReadStream(file), { inputType: voice.StreamType.OggOpus }));
player.on(voice.AudioPlayerStatus.Idle, play);
player.on("error", (error) => say({ error: String(error) }));
connection.subscribe(player);
play();

const heard = {};
connection.receiver.speaking.on("start", (userId) => {
  if (heard[userId] !== undefined) return;
  heard[userId] = 0;
  const stream = connection.receiver.subscribe(userId, { end: { behavior: voice.EndBehaviorType.Manual } });
  stream.on("data", () => heard[userId]++);
  stream.on("error", (error) => say({ error: String(error) }));
});
say({ ready: true, mode: connection.state.networking.state.connectionData.encryptionMode });
setInterval(() => say({ heard }), 200);

process.stdin.on("data", () => undefined).on("end", () => {
  connection.destroy();
  void client.destroy().finally(() => process.exit(0));
});
