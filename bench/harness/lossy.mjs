// A bad network in front of a UDP port: drops, delays and so reorders datagrams, both ways.
import { createSocket } from 'node:dgram';

export class LossyRelay {
  passed = 0;
  dropped = 0;
  #ways = new Map();
  #random;

  /** `loss` is a share, 0 to 1; each datagram waits 0 to `jitterMs` milliseconds; the same `seed` draws the same numbers. */
  constructor(target, { loss, jitterMs, seed = 1 }) {
    Object.assign(this, { target, loss, jitterMs });
    this.#random = randomFrom(seed);
    this.front = createSocket('udp4');
    this.front.on('message', (data, { address, port }) => this.#carry(() => this.#wayOf(address, port).send(data, this.target, '127.0.0.1')));
  }

  /** Binds to a free port and answers with its number. */
  open() {
    return new Promise((done) => this.front.bind(0, '127.0.0.1', () => done((this.port = this.front.address().port))));
  }

  close() {
    this.closed = true;
    for (const socket of [this.front, ...this.#ways.values()]) socket.close();
  }

  get lostShare() {
    return this.dropped / Math.max(1, this.dropped + this.passed);
  }

  /** Each client has a socket of its own behind the relay, as behind a router. */
  #wayOf(address, port) {
    const name = `${address}:${port}`;
    let way = this.#ways.get(name);
    if (!way) {
      way = createSocket('udp4');
      way.on('message', (data) => this.#carry(() => this.front.send(data, port, address)));
      this.#ways.set(name, way);
    }
    return way;
  }

  #carry(send) {
    if (this.#random() < this.loss) return void this.dropped++;
    this.passed++;
    if (this.jitterMs === 0) return void send();
    setTimeout(() => this.closed || send(), this.#random() * this.jitterMs);
  }
}

/** Numbers from 0 to 1 that are the same in each run (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
