// A server of a test's own: started on a data folder, called over HTTP, killed.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { Agent, request } from 'node:http';

export class House {
  // command: what starts the executable, such as "dotnet guildhall.dll"; folder: its data.
  constructor(command, folder, port) {
    [this.program, ...this.rest] = command.split(' ');
    Object.assign(this, { folder, port, base: `http://127.0.0.1:${port}/api/v10` });
    this.agent = new Agent({ keepAlive: true, maxSockets: 128 });
  }

  static async on(command, folder) {
    return new House(command, folder, await freePort());
  }

  async start() {
    const options = ['serve', '--data', this.folder, '--listen', `http://127.0.0.1:${this.port}`, '--insecure-no-rate-limits', '--insecure-fast-passwords', '--overload-protection', 'false'];
    this.process = spawn(this.program, [...this.rest, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
    for (let i = 0; i < 3000; i++) {
      if (this.process.exitCode !== null) throw new Error(`the server ended with ${this.process.exitCode}`);
      try {
        await this.call('GET', '/gateway');
        return;
      } catch {
        await sleep(10);
      }
    }
    throw new Error('the server does not answer');
  }

  // Resolves when the process is gone; calls under way fail, and later ones use new connections.
  async kill(signal = 'SIGKILL') {
    if (!this.process || this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = new Promise((done) => this.process.once('exit', done));
    this.process.kill(signal);
    await exited;
    this.agent.destroy();
    this.agent = new Agent({ keepAlive: true, maxSockets: 128 });
  }

  // Runs another command of the executable; resolves with its output and exit code.
  run(...args) {
    const child = spawn(this.program, [...this.rest, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, output }));
    });
  }

  call(method, path, body, token) {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const url = new URL(this.base + path);
    return new Promise((resolve, reject) => {
      const outgoing = request(
        { agent: this.agent, method, host: url.hostname, port: url.port, path: url.pathname + url.search,
          headers: { ...(token && { authorization: token }), ...(payload && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }) } },
        (answer) => {
          const chunks = [];
          answer.on('data', (chunk) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            if (answer.statusCode >= 300) reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 300)}`));
            else resolve(text ? JSON.parse(text) : null);
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(payload);
    });
  }

  // Every message of a channel after an id, oldest first.
  async history(channel, token, after = '0') {
    const stored = [];
    for (let from = after; ; from = stored.at(-1).id) {
      const page = await this.call('GET', `/channels/${channel}/messages?after=${from}&limit=100`, undefined, token);
      if (page.length === 0) return stored;
      stored.push(...page.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)));
    }
  }
}

export function sleep(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
