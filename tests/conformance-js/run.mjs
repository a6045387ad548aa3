// Starts a server on an empty data folder, puts the checking proxy in front of it when there is one, and runs the suite.
// usage: node run.mjs --server "COMMAND" [--apicheck DIR] [--require N]
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compatibility } from './lib/compatibility.mjs';
import { answers, freePort, launch, stop } from './lib/server.mjs';

const { values: options } = parseArgs({
  options: { server: { type: 'string' }, apicheck: { type: 'string' }, require: { type: 'string', default: '228' } },
});
const apicheck = options.apicheck && existsSync(options.apicheck) ? join(options.apicheck, 'bin', 'apicheck.mjs') : undefined;
const proxyPort = await freePort();
const proxyUrl = `http://127.0.0.1:${proxyPort}`;
const house = await launch(options.server, ['--link-hosts', '127.0.0.1', ...(apicheck ? ['--public-url', proxyUrl] : [])]);
let code = 1;
try {
  code = apicheck ? await runChecked() : await runPlain();
} finally {
  await house.stop();
}
process.exit(code);

function runPlain() {
  console.log('apicheck is not here: the suite runs without the document at its side');
  return suite(house.url);
}

async function runChecked() {
  const report = join(house.folder, 'report.json');
  const proxy = spawn('node', [apicheck, 'proxy', '--upstream', house.url, '--listen', `127.0.0.1:${proxyPort}`, '--report', report], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let result;
  try {
    await answers(`${proxyUrl}/api/v10/gateway`, proxy);
    result = await suite(proxyUrl);
  } finally {
    await stop(proxy);
  }
  const share = String(Number(options.require) / 242);
  const judge = spawn('node', [apicheck, 'report', report, '--verbose', '--require-valid', share, '--require-seen-valid', '1', '--require-gateway-valid', '1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  judge.stdout.on('data', (chunk) => (text += chunk));
  const verdict = await ended(judge);
  console.log(text.replace(/^unseen:\n(?:  .*\n)*/m, ''));
  console.log(`document check: ${verdict === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed'}`);
  return result || verdict || pageIsCurrent(JSON.parse(readFileSync(report, 'utf8')));
}

// docs/compatibility.md says what this run has shown; GUILDHALL_WRITE_GOLDEN=1 writes it.
function pageIsCurrent(report) {
  const root = new URL('../../', import.meta.url).pathname;
  const page = join(root, 'docs', 'compatibility.md');
  const text = compatibility(report, join(options.apicheck, '..', '..', 'spec'), join(root, 'src/Guildhall.Protocol/Gateway/DispatchCatalogue.cs'));
  if (process.env.GUILDHALL_WRITE_GOLDEN === '1') writeFileSync(page, text);
  const isCurrent = existsSync(page) && readFileSync(page, 'utf8') === text;
  if (!isCurrent) console.log('docs/compatibility.md is not what this run has shown; write it with GUILDHALL_WRITE_GOLDEN=1.');
  console.log(`compatibility page: ${isCurrent ? '1 passed, 0 failed' : '0 passed, 1 failed'}`);
  return isCurrent ? 0 : 1;
}

function suite(url) {
  return ended(spawn('node', [new URL('suite.mjs', import.meta.url).pathname], { stdio: 'inherit', env: { ...process.env, GUILDHALL_URL: url, GUILDHALL_UNCHECKED_URL: house.url } }));
}

function ended(child) {
  return new Promise((done) => child.once('exit', (status) => done(status ?? 1)));
}
