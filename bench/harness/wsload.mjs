// wsload, the WebSocket load generator in C: built once into the work folder, run on the load's core.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export class Generator {
  #house;
  #runs = 0;

  constructor(house, options) {
    this.#house = house;
    /** The folder with the built generator and its peers; undefined where it is not. */
    this.folder = prepare(options);
  }

  /**
   * Runs it and returns the last line of its JSON. Exit 3 (not everybody got ready) and a loss under --require-complete are errors.
   * Lenient: that some connections did not get ready is none, as with servers that are not ours.
   * `url`, `profile` and `pid` (of the servers whose CPU and memory count) are the house's unless given.
   */
  async run(args, { url = `ws://127.0.0.1:${this.#house.port}/`, profile = 'discord', pid = this.#house.pid(), core = this.#house.cores.load, quiet = false, nice = 0, lenient = false } = {}) {
    const json = join(this.#house.folder, `wsload-${++this.#runs}.json`);
    rmSync(json, { force: true });
    const all = ['-c', core, 'nice', '-n', String(nice), join(this.folder, 'wsload'), '--profile', profile, ...args, '--pid', String(pid), '--json', json, ...(quiet ? ['--quiet'] : []), url];
    console.log(`  wsload ${args.join(' ').slice(0, 200)}`);
    const child = spawn('taskset', all, { stdio: ['ignore', 'ignore', 'inherit'] });
    const code = await new Promise((done) => child.once('exit', done));
    const line = existsSync(json) ? readFileSync(json, 'utf8').trim().split('\n').at(-1) : undefined;
    if (line) console.log(`  ${line.slice(0, 1200)}`);
    if (code !== 0 && !(lenient && code === 3 && line)) throw new Error(`wsload ended with ${code}`);
    return JSON.parse(line);
  }
}

function prepare(options) {
  if (!existsSync(join(options.wsload, 'wsload.c'))) return undefined;
  const target = join(options.work, 'wsload');
  mkdirSync(target, { recursive: true });
  cpSync(options.wsload, target, { recursive: true, preserveTimestamps: true });
  execFileSync('chmod', ['-R', 'u+w', target]);
  execFileSync('make', ['-s', '-C', target, 'wsload']);
  return target;
}
