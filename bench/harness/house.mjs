// The server under measurement: started on a core of its own, fed by a generator on another, and asked what it used.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { sleep } from './figures.mjs';
import { runVoice } from './voice.mjs';
import { Generator } from './wsload.mjs';

const cores = cpus().length;

/** What a scenario is given. One server runs at a time. */
export class House {
  /** Where the server and the load run. */
  cores = cores > 1 ? { server: '0', load: '1' } : { server: '0', load: '0' };
  /** Port of the running server. */
  port = 0;
  #server;
  #add;

  constructor(options, folder, add) {
    this.options = options;
    this.folder = folder;
    /** How long one measurement lasts, in seconds. */
    this.seconds = options.quick ? 4 : 10;
    this.generator = new Generator(this, options);
    this.#add = add;
  }

  /** The address of the API. */
  base() {
    return `${this.origin()}/api/v10`;
  }

  origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  pid() {
    return this.#server.pid;
  }

  /**
   * Starts a server on a data folder and waits for its first answer; the milliseconds that took.
   * `args` are further options of `guildhall serve`; unpinned it may use every core.
   */
  async up(data, { pinned = true, args = [], env = {}, scheme = 'http', port } = {}) {
    this.port = port ?? (await freePort());
    const [program, ...rest] = this.options.server.split(' ');
    const all = [
      ...rest, 'serve', '--data', data, '--listen', `${scheme}://127.0.0.1:${this.port}`, '--insecure-no-rate-limits', '--insecure-fast-passwords',
      ...(this.options['server-args']?.split(' ') ?? []), ...args,
    ];
    const began = performance.now();
    const [run, ...runArgs] = pinned ? ['taskset', '-c', this.cores.server, program, ...all] : [program, ...all];
    this.#server = spawn(run, runArgs, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
    for (let i = 0; i < 6000; i++) {
      if (this.#server.exitCode !== null) throw new Error(`the server ended with ${this.#server.exitCode}`);
      try {
        if ((await fetch(`${scheme}://127.0.0.1:${this.port}/api/v10/gateway`)).ok) return Math.round(performance.now() - began);
      } catch {
        await sleep(5);
      }
    }
    throw new Error('the server does not answer');
  }

  /** Ends the server; it drains, unless the signal lets it not. */
  async down(signal = 'SIGINT') {
    const child = this.#server;
    if (!child) return;
    this.#server = undefined;
    const gone = new Promise((done) => child.once('exit', done));
    const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
    child.kill(signal);
    await gone;
    clearTimeout(hard);
  }

  /** Ends whatever a failed scenario has left. */
  kill() {
    this.#server?.kill('SIGKILL');
    this.#server = undefined;
  }

  /**
   * Writes a guild with `users` members, each with a token, and a history of `messages`: { guild, busy, history, data, tokens, spanMs }.
   * `more` are further arguments of swarm seed.
   */
  seed(name, users, messages = 0, more = []) {
    const data = join(this.folder, name);
    mkdirSync(data, { recursive: true });
    const tokens = join(this.folder, `${name}.tokens`);
    const began = Date.now();
    const out = this.swarm('seed', '--data', data, '--users', String(users), '--messages', String(messages), '--tokens', tokens, ...more);
    return { ...JSON.parse(out), data, tokens, spanMs: Math.max(1, Date.now() - began) };
  }

  /** Runs a command of bench/Guildhall.Swarm; what it prints. */
  swarm(...args) {
    const [program, ...rest] = this.options.swarm.split(' ');
    return execFileSync(program, [...rest, ...args], { encoding: 'utf8', maxBuffer: 1 << 24 });
  }

  /**
   * Builds a program below bench/ and runs it on the server's core: what needs no port is measured in process. It prints rows of
   * the table, `| figure | measured | CPU | note |`, and whatever else.
   */
  async program(project, args = [], { pinned = true } = {}) {
    const built = join('bench', project, 'bin/Release/net10.0', `${project.replace(/^Guildhall\./, '').toLowerCase()}`);
    execFileSync('dotnet', ['build', '-c', 'Release', '--nologo', '-v', 'q', join('bench', project)], { stdio: ['ignore', 'ignore', 'inherit'] });
    const [run, ...runArgs] = pinned ? ['taskset', '-c', this.cores.server, built, ...args] : [built, ...args];
    const child = spawn(run, runArgs, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part) => (text += part));
    const code = await new Promise((done) => child.once('close', done));
    if (code !== 0) throw new Error(`${project} ended with ${code}: ${text.slice(-500)}`);
    for (const line of text.split('\n')) {
      const row = /^\|(.+)\|\s*$/.exec(line)?.[1].split('|').map((cell) => cell.trim());
      if (row?.length >= 2 && row[0] !== 'figure' && !/^-+$/.test(row[0])) this.add(...row);
      else if (line) console.log(`  ${line}`);
    }
    return text;
  }

  /** Runs voiceload with a command and returns its lines of JSON; see harness/voice.mjs. */
  voice(args, more) {
    return runVoice(this, args, more);
  }

  /** Runs wsload against the gateway and returns its JSON; see harness/wsload.mjs. */
  load(args, more) {
    return this.generator.run(args, more);
  }

  /** The arguments of wsload that send messages to a crowd's busy channel; `channel` names another. */
  sender(crowd, channel = crowd.busy) {
    return [
      '--send-http', `${this.base()}/channels/${channel}/messages`,
      '--send-header', 'Content-Type: application/json', '--send-header', 'Authorization: {token}', '--send-token-file', crowd.tokens,
      '--body', '{"content":"t={t};n={n};{pad}"}',
    ];
  }

  /** Memory in bytes and CPU in milliseconds of the server, or of another process. */
  use(pid = this.pid()) {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
    return { rss, cpuMs: (Number(fields[11]) + Number(fields[12])) * 10 };
  }

  /** Waits until the server has done what its start gives it to do, such as filling the search index. */
  async quiet(most = 300) {
    for (let i = 0, calm = 0; i < most && calm < 3; i++) {
      const before = this.use().cpuMs;
      await sleep(1000);
      calm = this.use().cpuMs - before < 30 ? calm + 1 : 0;
    }
  }

  /** A row of the table: what, how much, at which CPU, and what else there is to say. */
  add(figure, measured, cpu = '', note = '') {
    this.#add([figure, measured, cpu, note]);
  }
}

export function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
