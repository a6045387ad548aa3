// Voice bots as others wrote them (@discordjs/voice, with and without end-to-end encryption) play an Opus file to each other through
// the server, and every frame has to arrive as it was sent.
// usage: node run.mjs --server "guildhall"
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from '../conformance-js/lib/server.mjs';

const { values: chosen } = parseArgs({ options: { server: { type: 'string' }, only: { type: 'string' } } });
/**
 * One process for each way to seal packets: a library chooses it when it is loaded. They play at the speed of speech, so they play side by
 * side, each in a guild of its own; the one that stops the server comes last.
 */
const suites = [
  { name: 'gcm', script: 'bots.mjs', env: { VOICE_MODE: 'aead_aes256_gcm_rtpsize' } },
  { name: 'xchacha', script: 'bots.mjs', env: { VOICE_MODE: 'aead_xchacha20_poly1305_rtpsize' } },
  { name: 'dave', script: 'dave/bots.mjs', env: {} },
];
const last = { name: 'restart', script: 'restart.mjs', env: {} };
const isChosen = ({ name }) => !chosen.only || name === chosen.only;
let failed = 0;
const house = await launch(chosen.server);
try {
  const codes = await Promise.all(suites.filter(isChosen).map(play));
  if (isChosen(last)) codes.push(await play(last));
  failed = codes.filter((code) => code !== 0).length;
} finally {
  await house.stop();
}
process.exit(failed === 0 ? 0 : 1);

/** The server's certificate is by an authority of its own, and Node.js learns of it when a process starts. */
function play({ name, script, env }) {
  const child = fork(new URL(script, import.meta.url), [house.url], {
    env: { ...process.env, ...env, NODE_EXTRA_CA_CERTS: join(house.folder, 'data', 'voice-tls', 'ca.pem') },
    silent: true,
  });
  let told = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (told += text));
  child.on('message', async (ask) => {
    if (ask === 'restart') child.send({ closedMs: await house.restart() });
  });
  return new Promise((done) => {
    const hard = setTimeout(() => child.kill('SIGKILL'), 300_000);
    child.once('close', (code) => {
      clearTimeout(hard);
      console.log(`${name}\n${told.trimEnd()}`);
      done(code ?? 1);
    });
  });
}
