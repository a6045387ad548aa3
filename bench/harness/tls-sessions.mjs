// Holds gateway sessions over TLS: connects, identifies, heartbeats, says "ready" on stdout, and stays until it is killed.
// usage: node tls-sessions.mjs PORT TOKENS COUNT
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { frame } from './frame.mjs';

const [port, file, wanted] = [Number(process.argv[2]), process.argv[3], Number(process.argv[4])];
const tokens = readFileSync(file, 'utf8').trim().split('\n');
const AT_ONCE = 32;
let next = 0;
await Promise.all(Array.from({ length: AT_ONCE }, async () => {
  while (next < wanted) await session(tokens[next++ % tokens.length]);
}));
console.log('ready');

function session(token) {
  return new Promise((done, failed) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
    const say = (message) => socket.write(frame(JSON.stringify(message)));
    let seen = '';
    socket.once('secureConnect', () => socket.write(
      `GET /?v=10&encoding=json HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    ));
    // Frames are not taken apart: what is waited for stands in them as text.
    socket.on('data', (part) => {
      if (seen === undefined) return;
      seen += part.toString('latin1');
      if (seen.includes('"op":10') && !seen.includes('identified')) {
        seen += 'identified';
        say({ op: 2, d: { token, intents: 33281, properties: { os: 'linux', browser: 'bench', device: 'bench' } } });
        setInterval(() => say({ op: 1, d: null }), 41_250).unref();
      }
      if (!seen.includes('"GUILD_CREATE"')) return;
      seen = undefined;
      done();
    });
    socket.once('error', failed);
    socket.once('close', () => failed(new Error('closed')));
  });
}
