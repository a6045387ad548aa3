import { createInflate, constants } from 'node:zlib';
import { Decompress } from 'fzstd';
import WebSocket from 'ws';
import { equal } from '../conformance-js/lib/scenario.mjs';
import { decode, encode } from '../conformance-js/lib/terms.mjs';

/** One person, a session in each format, and many messages: every session reads what the plain one reads, byte for byte. */
export async function streams(world) {
  const { scenario, base, ada, channel, messages } = world;
  const formats = ['encoding=json', 'encoding=json&compress=zlib-stream', 'encoding=json&compress=zstd-stream', 'encoding=etf&compress=zlib-stream', 'encoding=etf&compress=zstd-stream'];
  const sessions = await scenario.step('sessions in every format are ready', async () => {
    const opened = formats.map((format) => new Session(base, format, ada.token));
    await Promise.all(opened.map((session) => session.identify()));
    return opened;
  });
  if (!sessions) return;
  await scenario.step(`${messages} messages are posted`, () => post(ada, channel, messages));
  const [plain, ...others] = sessions;
  await scenario.step('the plain session has them all', () => plain.has(messages));
  for (const session of others) {
    await scenario.step(`node: ${session.format} reads the same`, async () => {
      await session.has(messages);
      for (let i = 0; i < messages; i++) equal(session.heard[i], session.isTerms ? sorted(JSON.parse(plain.heard[i])) : plain.heard[i], `event ${i}`);
      equal(session.problems[0], undefined, 'problem');
      console.log(`        ${(plain.bytes / session.bytes).toFixed(2)} times smaller than JSON (${Math.round(session.bytes / session.heard.length)} bytes an event)`);
    });
  }
  for (const session of others) {
    await scenario.step(`node: ${session.format} is resumed in a new stream`, async () => {
      session.drop();
      const content = `while session ${sessions.indexOf(session)} was away`;
      await ada.call('POST', `/channels/${channel.id}/messages`, { content });
      await session.resume();
      // Mostly it is replayed before RESUMED; when the session came back faster than the message, it follows.
      await session.hears(content);
      equal(session.heard.filter((event) => event.includes(content)).length, 1, 'how often the missed message came');
      equal(session.problems[0], undefined, 'problem');
    });
  }
  for (const session of sessions) session.close();
}

/** Eight at a time; the texts have runs and repetitions at short distances, which are what compressors stumble over. */
async function post(person, channel, count) {
  let next = 0;
  const one = async () => {
    while (next < count) await person.call('POST', `/channels/${channel.id}/messages`, { content: text(next++) });
  };
  await Promise.all(Array.from({ length: 8 }, one));
}

function text(n) {
  const letter = String.fromCharCode(97 + (n % 26));
  const parts = [`n=${n} `, letter.repeat(n % 37), `${letter}7-:`.repeat(n % 6), `${10_000_000 + ((n * 7919) % 89_999_999)}`.repeat(n % 4), 'a word of sense, ', 'grün 🌿 ', Math.random().toString(36)];
  return parts.slice(0, 2 + (n % 6)).join('').slice(0, 1990);
}

function sorted(value) {
  const sort = (one) => {
    if (Array.isArray(one)) return one.map(sort);
    if (one === null || typeof one !== 'object') return one;
    return Object.fromEntries(Object.keys(one).sort().map((name) => [name, sort(one[name])]));
  };
  return JSON.stringify(sort(value));
}

/** A connection by hand. Of each dispatch after READY it keeps the text without the sequence number, which differs. */
class Session {
  heard = [];
  problems = [];
  bytes = 0;
  #waiting = [];
  #sequence = 0;
  #id;
  #beat;

  constructor(base, format, token) {
    Object.assign(this, { url: `${base.replace('http', 'ws')}/?v=10&${format}`, format, token, isTerms: format.includes('etf') });
  }

  identify() {
    return this.#open('READY', () => ({ op: 2, d: { token: this.token, properties: { os: 'linux', browser: 'streams', device: '' } } }));
  }

  resume() {
    return this.#open('RESUMED', () => ({ op: 6, d: { token: this.token, session_id: this.#id, seq: this.#sequence } }));
  }

  drop() {
    this.socket.terminate();
  }

  close() {
    clearInterval(this.#beat);
    this.socket.close(1000);
  }

  has(count) {
    return this.#until(() => this.heard.filter((event) => event.includes('MESSAGE_CREATE')).length >= count);
  }

  hears(content) {
    return this.#until(() => this.heard.some((event) => event.includes(content)));
  }

  async #open(until, greeting) {
    const socket = (this.socket = new WebSocket(this.url, { perMessageDeflate: false }));
    const read = reader(this.format);
    let order = Promise.resolve();
    let isThere = false;
    clearInterval(this.#beat);
    socket.on('error', (error) => this.socket === socket && this.problems.push(error.message));
    socket.on('message', (bytes) => {
      order = order
        .then(async () => {
          const message = await read(bytes);
          if (this.socket !== socket) return;
          const payload = this.isTerms ? decode(message) : JSON.parse(message.toString());
          if (payload.op === 10) this.#greet(socket, greeting(), payload.d.heartbeat_interval);
          else if (payload.op === 0) this.#dispatch(payload, message, bytes.length);
          isThere ||= payload.t === until;
          for (const look of [...this.#waiting]) look();
        })
        .catch((error) => this.problems.push(error.message));
    });
    await this.#until(() => isThere || this.problems.length > 0);
    equal(this.problems[0], undefined, 'problem');
  }

  #greet(socket, greeting, interval) {
    const say = (payload) => socket.readyState === WebSocket.OPEN && socket.send(this.isTerms ? encode(payload) : JSON.stringify(payload));
    say(greeting);
    this.#beat = setInterval(() => say({ op: 1, d: this.#sequence }), interval);
  }

  #dispatch(payload, message, length) {
    if (payload.s !== this.#sequence + 1) this.problems.push(`s ${payload.s} after ${this.#sequence}`);
    this.#sequence = payload.s;
    if (payload.t === 'READY') this.#id = payload.d.session_id;
    if (payload.t !== 'MESSAGE_CREATE') return;
    this.bytes += length;
    this.heard.push(this.isTerms ? sorted({ ...payload, s: undefined }) : message.toString().replace(/^\{"s":\d+,/, '{'));
  }

  #until(isSo) {
    return new Promise((done) => {
      const look = () => {
        if (!isSo()) return;
        this.#waiting = this.#waiting.filter((other) => other !== look);
        done();
      };
      this.#waiting.push(look);
      look();
    });
  }
}

/** What makes messages of frames: one decoder for the whole connection. */
function reader(format) {
  let gathered = [];
  const taken = () => {
    const message = Buffer.concat(gathered);
    gathered = [];
    return message;
  };
  if (format.includes('zstd')) {
    const zstd = new Decompress((chunk) => gathered.push(Buffer.from(chunk)));
    return (bytes) => {
      zstd.push(bytes);
      return taken();
    };
  }

  if (!format.includes('zlib')) return (bytes) => bytes;
  const inflate = createInflate({ flush: constants.Z_SYNC_FLUSH });
  inflate.on('data', (chunk) => gathered.push(chunk));
  return (bytes) => new Promise((done, failed) => {
    inflate.once('error', failed);
    inflate.write(bytes, () => inflate.flush(constants.Z_SYNC_FLUSH, () => {
      inflate.off('error', failed);
      done(taken());
    }));
  });
}
