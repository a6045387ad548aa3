// Starts a server on an empty data folder, puts the checking proxy in front of it when there is one, and runs the suite.
// usage: node run.mjs --server "COMMAND" [--apicheck DIR] [--require N]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: { server: { type: 'string' }, apicheck: { type: 'string' }, require: { type: 'string', default: '75' }, keep: { type: 'boolean', default: false } },
});
if (!options.server) {
  console.error('usage: node run.mjs --server "guildhall" [--apicheck DIR] [--require N]');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'guildhall-conformance-'));
const children = [];
let code = 1;
try {
  code = await main();
} finally {
  for (const child of children.reverse()) await stop(child);
  if (!options.keep) rmSync(folder, { recursive: true, force: true });
}
process.exit(code);

async function main() {
  const [serverPort, proxyPort] = [await freePort(), await freePort()];
  const checked = options.apicheck !== undefined && existsSync(options.apicheck);
  const publicUrl = `http://127.0.0.1:${checked ? proxyPort : serverPort}`;
  const [program, ...rest] = options.server.split(' ');
  start(program, [...rest, 'serve', '--data', join(folder, 'data'), '--listen', `http://127.0.0.1:${serverPort}`, '--public-url', publicUrl, '--insecure-no-rate-limits']);
  await answers(`http://127.0.0.1:${serverPort}/api/v10/gateway`);
  const report = join(folder, 'report.json');
  const apicheck = checked ? join(options.apicheck, 'bin', 'apicheck.mjs') : undefined;
  if (checked) {
    start('node', [apicheck, 'proxy', '--upstream', `http://127.0.0.1:${serverPort}`, '--listen', `127.0.0.1:${proxyPort}`, '--report', report]);
    await answers(`${publicUrl}/api/v10/gateway`);
  } else {
    console.log('apicheck is not here: the suite runs without the document at its side');
  }
  const suite = await finished(spawn('node', [new URL('suite.mjs', import.meta.url).pathname], { stdio: 'inherit', env: { ...process.env, GUILDHALL_URL: publicUrl } }));
  if (!checked) return suite;
  await stop(children.pop());
  const share = String(Number(options.require) / 242);
  const verdict = await finished(
    spawn('node', [apicheck, 'report', report, '--verbose', '--require-valid', share, '--require-seen-valid', '1', '--require-gateway-valid', '1'], { stdio: ['ignore', 'pipe', 'inherit'] }),
    (text) => console.log(text.split('\n').filter((line) => !/never seen/.test(line)).join('\n')),
  );
  console.log(verdict === 0 ? 'apicheck: requirements met' : 'apicheck: requirements NOT met');
  console.log(`apicheck ${verdict === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed'}`);
  return suite || verdict;
}

function start(program, args) {
  const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  children.push(child);
  return child;
}

function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
    child.once('exit', () => {
      clearTimeout(hard);
      done();
    });
    child.kill('SIGINT');
  });
}

function finished(child, onOutput) {
  let text = '';
  child.stdout?.on('data', (chunk) => (text += chunk));
  return new Promise((done) =>
    child.once('exit', (status) => {
      onOutput?.(text);
      done(status ?? 1);
    }),
  );
}

async function answers(url) {
  for (let i = 0; i < 300; i++) {
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  throw new Error(`${url} does not answer`);
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
