// Two bots in a channel: one plays, the other has to hear every frame as it was sent.
import crypto from 'node:crypto';
import { check, equal, eventually, Scenario } from '../conformance-js/lib/scenario.mjs';

const [base] = process.argv.slice(2);
const mode = process.env.VOICE_MODE;
// A machine whose OpenSSL has no AES-GCM: what the library looks at when it is loaded.
if (mode !== 'aead_aes256_gcm_rtpsize') crypto.getCiphers = () => [];
const { troupe, frames, judge } = await import('./troupe.mjs');

/** A busy machine may lose a packet on its own; a frame that is not what was sent it may not. */
const enough = 0.97;
const expected = await frames();
const scenario = new Scenario();
const { guild, channel, bots } = await troupe(base, ['Piper', 'Listener', 'Latecomer']);
const [piper, listener, late] = bots;

async function hears(ear, mouth, heard, from = 0) {
  await mouth.announceTo(ear);
  await mouth.play();
  await eventually(() => judge(expected, heard.slice(from)).count >= expected.length * enough, `${ear.name} hears ${mouth.name}`, 150).catch(() => {});
  const { count, strange } = judge(expected, heard.slice(from));
  check(strange.length === 0, `${strange.length} frames are not what was sent, such as ${strange[0]?.slice(0, 40)}`);
  check(count >= expected.length * enough, `${count} of ${expected.length} frames arrived; ${ear.log.slice(-8).join(' | ')}`);
  console.log(`        ${count} of ${expected.length} frames, byte for byte`);
}

await scenario.step(`two bots join and one hears the other, ${mode}`, async () => {
  for (const bot of [piper, listener]) await bot.join(channel, { daveEncryption: false });
  equal(listener.connection.state.networking.state.connectionData.encryptionMode, mode, 'the mode');
  await hears(listener, piper, listener.listenTo(piper));
});

await scenario.step('the other is heard by the one', () => hears(piper, listener, piper.listenTo(listener)));

await scenario.step('who comes later hears whoever has spoken before', async () => {
  await late.join(channel, { daveEncryption: false });
  await eventually(() => late.knows(piper), 'it is told who has spoken');
  await hears(late, piper, late.listenTo(piper));
  late.leave();
});

await scenario.step('a lost socket is resumed, and nobody is missed', async () => {
  const heard = listener.heard.get(piper.id);
  const from = heard.length;
  const playing = hears(listener, piper, heard, from);
  await eventually(() => heard.length > from + 20, 'the first frames');
  piper.socket.terminate();
  listener.socket.terminate();
  // The player holds its breath while its connection is not ready, and the file goes on where it was.
  await playing;
  await listener.ready();
  check(listener.log.some((line) => line.includes('"op":7') || line.includes('resum')), `it was no resume: ${listener.log.slice(-8).join(' | ')}`);
});

await scenario.step('bots move to another channel, and go on there', async () => {
  const other = await late.client.guilds.fetch(guild.id).then((one) => one.channels.create({ name: 'Foyer', type: 2 }));
  for (const bot of [piper, listener]) await bot.join(other, { daveEncryption: false });
  await hears(listener, piper, listener.listenTo(piper));
});

await scenario.step('who leaves is out, and comes back by joining again', async () => {
  listener.leave();
  await listener.join(channel, { daveEncryption: false });
  await piper.join(channel, { daveEncryption: false });
  await hears(listener, piper, listener.listenTo(piper));
});

for (const bot of bots) await bot.quit();
console.log(`${scenario.passed} passed, ${scenario.failed} failed`);
process.exit(scenario.failed === 0 && scenario.passed > 0 ? 0 : 1);
