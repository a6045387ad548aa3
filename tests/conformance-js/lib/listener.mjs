// A person's session: discord.js is for bots only. The socket is the one that discord.js brings along.
import WebSocket from 'ws';

const AllIntents = 0x331ffff;

export class Listener {
  #socket;
  #beat;
  #sequence = null;
  #seen = [];
  #waiting = [];

  /** Connects and waits for READY. */
  static async open(base, token) {
    const listener = new Listener();
    listener.#socket = new WebSocket(`${base.replace(/^http/, 'ws')}/?v=10&encoding=json`);
    listener.#socket.on('message', (data) => listener.#take(JSON.parse(data.toString()), token));
    listener.#socket.on('close', () => clearInterval(listener.#beat));
    await listener.saw('READY');
    return listener;
  }

  /** The first event of this name that fits, also one that has come before. */
  saw(name, fits = () => true, ms = 60_000) {
    const found = this.#seen.find((packet) => packet.t === name && fits(packet.d));
    if (found) return Promise.resolve(found.d);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${name} within ${ms} ms`)), ms);
      this.#waiting.push((packet) => {
        if (packet.t !== name || !fits(packet.d)) return;
        clearTimeout(timer);
        resolve(packet.d);
      });
    });
  }

  close() {
    this.#socket.close();
  }

  #take(packet, token) {
    if (packet.s) this.#sequence = packet.s;
    if (packet.op === 10) {
      // Without beats the session ends after a minute, and a scenario on a busy machine takes longer.
      this.#beat = setInterval(() => this.#socket.send(JSON.stringify({ op: 1, d: this.#sequence })), packet.d.heartbeat_interval);
      const d = { token, intents: AllIntents, properties: { os: 'linux', browser: 'suite', device: 'suite' } };
      this.#socket.send(JSON.stringify({ op: 2, d }));
    }
    if (packet.op !== 0) return;
    this.#seen.push(packet);
    for (const tell of this.#waiting) tell(packet);
  }
}
