import WebSocket from 'ws';

/** A session that keeps count: every sequence number, and the numbers n=… of the messages it was told. */
export class Session {
  got = [];
  problems = [];
  dropped = 0;
  resumed = 0;
  replayed = 0;
  #s = 0;
  #id;

  constructor(url, token) {
    Object.assign(this, { url, token });
  }

  identify() {
    return this.#open('READY', () => ({ op: 2, d: { token: this.token, properties: { os: 'linux', browser: 'resume', device: '' } } }));
  }

  /** Loses the socket and comes back after a while. */
  async dropAndResume() {
    this.dropped++;
    this.socket.terminate();
    await sleep(Math.random() * 800);
    await this.resume();
  }

  async resume() {
    const before = this.#s;
    await this.#open('RESUMED', () => ({ op: 6, d: { token: this.token, session_id: this.#id, seq: before } }));
    this.resumed++;
    this.replayed += this.#s - before - 1;
  }

  /** From now on a lost socket is nothing but a reason to resume, until it works. */
  comeBack(patienceMs = 200) {
    this.patienceMs = patienceMs;
    this.comesBack = true;
  }

  async #resumeUntilItWorks() {
    this.dropped++;
    for (let tries = 0; tries < 300 && this.comesBack; tries++) {
      await sleep(50 + Math.random() * this.patienceMs);
      try {
        return await this.resume();
      } catch (error) {
        if (error.message === 'invalid session') return;
      }
    }
  }

  close() {
    this.comesBack = false;
    clearInterval(this.beat);
    this.socket.close(1000);
  }

  #open(until, greeting) {
    clearInterval(this.beat);
    let isBound = false;
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`${this.url.replace('http', 'ws')}/?v=10&encoding=json`, { perMessageDeflate: false });
      this.socket = socket;
      socket.on('error', reject);
      socket.on('close', (code) => {
        if (this.socket !== socket) return;
        if (!this.comesBack && code !== 1006) this.problems.push(`closed with ${code}`);
        if (this.comesBack && isBound) this.#resumeUntilItWorks();
        reject(new Error(`closed with ${code}`));
      });
      socket.on('message', (data) => {
        if (this.socket !== socket) return;
        const frame = JSON.parse(data);
        if (frame.op === 10) {
          this.beat = setInterval(() => socket.readyState === 1 && socket.send(JSON.stringify({ op: 1, d: this.#s })), frame.d.heartbeat_interval);
          socket.send(JSON.stringify(greeting()));
        } else if (frame.op === 7) {
          socket.terminate();
        } else if (frame.op === 9) {
          this.problems.push('invalid session');
          reject(new Error('invalid session'));
        } else if (frame.op === 0) {
          this.#dispatch(frame);
          if (frame.t === until) {
            isBound = true;
            resolve();
          }
        }
      });
    });
  }

  #dispatch(frame) {
    if (frame.s !== this.#s + 1) this.problems.push(`s ${frame.s} after ${this.#s}`);
    this.#s = frame.s;
    if (frame.t === 'READY') this.#id = frame.d.session_id;
    if (frame.t === 'MESSAGE_CREATE') this.got.push(Number(/n=(\d+)/.exec(frame.d.content)?.[1] ?? 0));
  }
}

export function sleep(ms) {
  return new Promise((done) => setTimeout(done, ms));
}
