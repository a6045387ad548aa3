// Voice bots as others wrote them (@discordjs/voice, with and without end-to-end encryption) play an Opus file to each other through
// the server, and every frame has to arrive as it was sent.
// usage: node run.mjs --server "guildhall"
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from '../conformance-js/lib/server.mjs';

const { values: chosen } = parseArgs({ options: { server: { type: 'string' }, only: { type: 'string' } } });
/** One process for each way to seal packets: a library chooses it when it is loaded. */
const suites = [
  { name: 'gcm', script: 'bots.mjs', env: { VOICE_MODE: 'aead_aes256_gcm_rtpsize' } },
  { name: 'xchacha', script: 'bots.mjs', env: { VOICE_MODE: 'aead_xchacha20_poly1305_rtpsize' } },
  { name: 'dave', script: 'dave/bots.mjs', env: {} },
  { name: 'restart', script: 'restart.mjs', env: {} },
];
let failed = 0;
const house = await launch(chosen.server);
try {
  for (const suite of suites.filter(({ name }) => !chosen.only || name === chosen.only)) {
    const code = await play(suite);
    if (code !== 0) failed++;
  }
} finally {
  await house.stop();
}
process.exit(failed === 0 ? 0 : 1);

/** The server's certificate is by an authority of its own, and Node.js learns of it when a process starts. */
function play({ script, env }) {
  const child = fork(new URL(script, import.meta.url), [house.url], {
    env: { ...process.env, ...env, NODE_EXTRA_CA_CERTS: join(house.folder, 'data', 'voice-tls', 'ca.pem') },
  });
  child.on('message', async (ask) => {
    if (ask === 'restart') child.send({ closedMs: await house.restart() });
  });
  return new Promise((done) => {
    const hard = setTimeout(() => child.kill('SIGKILL'), 300_000);
    child.once('exit', (code) => {
      clearTimeout(hard);
      done(code ?? 1);
    });
  });
}
