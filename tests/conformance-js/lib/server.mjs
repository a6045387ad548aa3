import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Starts a server on an empty data folder and a free port; restart() is a planned one, stop() ends it and removes the folder. */
export async function launch(command, more = []) {
  if (!command) {
    console.error('say which server: --server "guildhall"');
    process.exit(2);
  }
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-test-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [program, ...rest] = command.split(' ');
  let child;
  async function start() {
    const serve = ['serve', '--data', join(folder, 'data'), '--listen', url, '--insecure-no-rate-limits', '--insecure-fast-passwords', '--overload-protection', 'false', ...more];
    child = spawn(program, [...rest, ...serve], { stdio: ['ignore', 'ignore', 'inherit'] });
    await answers(`${url}/api/v10/gateway`, child);
  }
  await start();
  return {
    url,
    folder,
    /** A planned restart on the same data; says how long the house was closed. */
    async restart() {
      await stop(child);
      const stopped = performance.now();
      await start();
      return Math.round(performance.now() - stopped);
    },
    async stop() {
      await stop(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ends a child: politely, then for good. */
export function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    const hard = setTimeout(() => child.kill('SIGKILL'), 60_000);
    child.once('exit', () => {
      clearTimeout(hard);
      done();
    });
    child.kill('SIGINT');
  });
}

/** Waits until something answers there; fails when the child has ended. */
export async function answers(url, child) {
  for (let i = 0; i < 600; i++) {
    if (child && child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}`);
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  throw new Error(`${url} does not answer`);
}

export function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
