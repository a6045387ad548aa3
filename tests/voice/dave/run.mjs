// Unmodified @discordjs/voice bots with @snazzah/davey in one end-to-end encrypted call: whoever comes and goes, what one plays
// arrives at the others byte for byte, and nobody is ever handed a frame that they could not read.
// usage: node dave/run.mjs --server "guildhall"
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from '../../conformance-js/lib/server.mjs';

const { values } = parseArgs({ options: { server: { type: 'string' } } });
const house = await launch(values.server, ['--voice-udp', '0']);
let code = 1;
try {
  code = await new Promise((done) => {
    // What Node trusts is settled when it starts.
    const env = { ...process.env, GUILDHALL_URL: house.url, NODE_EXTRA_CA_CERTS: join(house.folder, 'data', 'voice-tls', 'ca.pem') };
    spawn('node', [new URL('bots.mjs', import.meta.url).pathname], { stdio: 'inherit', env }).once('exit', (status) => done(status ?? 1));
  });
} finally {
  await house.stop();
}
process.exit(code);
