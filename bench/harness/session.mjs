// A gateway session that counts what comes over its socket, byte by byte, frames' headers included: for what is about bytes and not about
// speed. Speaks JSON, plain or in a zlib-stream.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { constants, createInflate } from 'node:zlib';
import { sleep } from './figures.mjs';
import { frame } from './frame.mjs';

export class Session {
  /** Bytes received since the upgrade. */
  bytes = 0;
  /** Dispatches received, by name. */
  counts = {};
  #socket;
  #onDispatch;
  #seen = new Map();
  #waiting = [];
  #rest = Buffer.alloc(0);
  #inflate;
  #sequence = null;

  /** Connects and identifies; complete at READY. `onDispatch(name, d)` sees everything, READY included. */
  static async open(port, token, { capabilities = 0, compress = false, onDispatch = () => undefined } = {}) {
    const session = new Session();
    session.#onDispatch = onDispatch;
    if (compress) session.#unpack();
    await session.#upgrade(port, compress);
    await session.saw('HELLO');
    session.send(2, { token, capabilities, properties: { os: 'linux', browser: 'bench', device: '' } });
    await session.saw('READY');
    const beat = setInterval(() => session.send(1, session.#sequence), 30_000);
    session.#socket.once('close', () => clearInterval(beat));
    return session;
  }

  /** Waits for a dispatch that came already or comes within ten seconds. */
  async saw(name) {
    if (this.#seen.has(name)) return this.#seen.get(name);
    return new Promise((done, failed) => {
      const late = setTimeout(() => failed(new Error(`no ${name}`)), 10_000);
      this.#waiting.push({ name, done: (d) => (clearTimeout(late), done(d)) });
    });
  }

  send(op, d) {
    this.#socket.write(frame(JSON.stringify({ op, d })));
  }

  /** Waits until nothing has come for a while. */
  async quiet(forMs = 1_500) {
    for (let since = performance.now(), last = this.bytes; performance.now() - since < forMs; await sleep(50)) {
      if (this.bytes !== last) [since, last] = [performance.now(), this.bytes];
    }
  }

  close() {
    this.#socket.destroy();
  }

  #upgrade(port, compress) {
    return new Promise((done, failed) => {
      let head = '';
      this.#socket = connect(port, '127.0.0.1', () => this.#socket.write(
        `GET /?v=9&encoding=json${compress ? '&compress=zlib-stream' : ''} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n`
        + `Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
      ));
      this.#socket.once('error', failed);
      const first = (part) => {
        head += part.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        this.#socket.off('data', first).on('data', (more) => this.#take(more));
        this.#take(Buffer.from(head.slice(end + 4), 'latin1'));
        done();
      };
      this.#socket.on('data', first);
    });
  }

  #take(part) {
    this.bytes += part.length;
    this.#rest = this.#rest.length ? Buffer.concat([this.#rest, part]) : part;
    for (;;) {
      const data = this.#rest;
      if (data.length < 2) return;
      const short = data[1] & 127;
      const head = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (data.length < head) return;
      const length = short < 126 ? short : short === 126 ? data.readUInt16BE(2) : Number(data.readBigUInt64BE(2));
      if (data.length < head + length) return;
      const body = data.subarray(head, head + length);
      this.#rest = data.subarray(head + length);
      const kind = data[0] & 15;
      if (kind === 1) this.#message(body.toString());
      else if (kind === 2) this.#inflate.write(body);
    }
  }

  #message(text) {
    const { op, t, s, d } = JSON.parse(text);
    if (s) this.#sequence = s;
    if (op === 1) this.send(1, this.#sequence);
    const name = op === 10 ? 'HELLO' : t;
    if (!name) return;
    this.counts[name] = (this.counts[name] ?? 0) + 1;
    this.#seen.set(name, d);
    this.#onDispatch(name, d);
    for (const one of this.#waiting.filter((each) => each.name === name)) one.done(d);
    this.#waiting = this.#waiting.filter((each) => each.name !== name);
  }

  // Each message of a zlib-stream ends with an empty stored block; what comes out meanwhile belongs to it.
  #unpack() {
    let text = '';
    this.#inflate = createInflate({ finishFlush: constants.Z_SYNC_FLUSH });
    this.#inflate.setEncoding('utf8').on('data', (part) => {
      text += part;
      for (let end = endOf(text); end > 0; end = endOf(text)) {
        this.#message(text.slice(0, end));
        text = text.slice(end);
      }
    });
  }
}

// Where the first JSON object ends; -1 while it is not whole.
function endOf(text) {
  for (let i = 0, depth = 0, inString = false; i < text.length; i++) {
    const c = text[i];
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === '{') depth++;
    else if (c === '}' && --depth === 0) return i + 1;
  }
  return -1;
}
