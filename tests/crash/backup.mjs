// Takes a backup while messages and files keep arriving and going, kills the server, restores, serves the copy, and holds it to its word:
// every message acknowledged before the backup began is there, nothing is there that was never sent, and every file can be read.
// usage: node backup.mjs --server "guildhall" [--rate 500] [--before 5000] [--rounds 1]
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { House, sleep } from './house.mjs';

const { values: options } = parseArgs({
  options: {
    server: { type: 'string' },
    rate: { type: 'string', default: '500' },
    before: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '1' },
  },
});
if (!options.server) {
  console.error('usage: node backup.mjs --server "guildhall" [--rate 500] [--before 5000] [--rounds 1]');
  process.exit(2);
}

const [rate, before, rounds] = [options.rate, options.before, options.rounds].map(Number);
const writers = 32;
const doomedFiles = 60;
const folder = mkdtempSync(join(tmpdir(), 'guildhall-backup-'));
const house = await House.on(options.server, join(folder, 'data'));
let copy;
let [passed, failed] = [0, 0];

try {
  await house.start();
  const { token } = await house.call('POST', '/auth/register', { username: `backup_${process.pid}`, password: 'correct horse battery' });
  const guild = await house.call('POST', '/guilds', { name: 'Backup test' }, token);
  const channel = (await house.call('GET', `/guilds/${guild.id}/channels`, undefined, token)).find((one) => one.type === 0).id;
  const sent = new Map(); // content -> id, null while nothing was acknowledged
  const deleted = new Set(); // ids that were deleted, or are about to be
  await fill(channel, token, sent);
  for (let round = 1; round <= rounds; round++) await runRound(round, channel, token, sent, deleted);
} finally {
  await house.kill();
  await copy?.kill();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

// A history to copy, as fast as it is taken in.
async function fill(channel, token, sent) {
  let next = 0;
  const write = async () => {
    while (next < before) {
      const content = `before ${next++} ${'x'.repeat(1000)}`;
      sent.set(content, null);
      sent.set(content, (await house.call('POST', `/channels/${channel}/messages`, { content }, token)).id);
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
}

async function runRound(round, channel, token, sent, deleted) {
  const deletedBefore = deleted.size;
  const doomed = [];
  for (let n = 0; n < doomedFiles; n++) doomed.push(await upload(channel, token, `round ${round} doomed ${n}`, sent));
  let stopped = false;
  const began = performance.now();
  const work = Array.from({ length: writers }, (_, writer) => keepWriting(round, writer, began, () => stopped, channel, token, sent));
  work.push(keepUploading(round, () => stopped, channel, token, sent));
  await sleep(1000);
  // From here on the backup may or may not have what arrives; what is acknowledged already it must have.
  const acknowledged = new Map([...sent].filter(([, id]) => id !== null));
  const target = join(folder, `backup-${round}`);
  work.push(deleteAll(doomed, deleted, channel, token, () => stopped));
  const started = performance.now();
  const backup = await house.run('backup', target, '--data', house.folder);
  const tookMs = Math.round(performance.now() - started);
  const during = [...sent.values()].filter((id) => id !== null).length - acknowledged.size;
  stopped = true;
  await Promise.all(work);
  const problems = backup.code === 0 ? [] : [`backup ended with ${backup.code}: ${backup.output}`];
  const result = await restoreAndCompare(target, channel, token, sent, acknowledged, deleted, problems);
  if (problems.length === 0) passed++;
  else failed++;
  console.log(
    `round ${round}  acknowledged before ${acknowledged.size}  arrived during ${during} in ${tookMs} ms  deleted during ${deleted.size - deletedBefore}` +
      `  restored ${result.restored}  lost ${result.lost}  files read ${result.files}` +
      (problems.length ? `  PROBLEM ${problems.length}: ${problems[0]}` : ''),
  );
}

async function restoreAndCompare(target, channel, token, sent, acknowledged, deleted, problems) {
  const counts = { restored: 0, lost: 0, files: 0 };
  if (problems.length > 0) return counts;
  const restored = `${target}-restored`;
  const refused = await house.run('restore', target, '--data', house.folder);
  if (refused.code !== 1 || !refused.output.includes('not empty')) problems.push(`a restore over a living server: ${refused.code} ${refused.output}`);
  const restore = await house.run('restore', target, '--data', restored);
  if (restore.code !== 0 || !restore.output.includes(`serve --data ${restored}`)) problems.push(`restore ended with ${restore.code}: ${restore.output}`);
  if (problems.length > 0) return counts;
  copy = await House.on(options.server, restored);
  await copy.start();
  const stored = await copy.history(channel, token);
  counts.restored = stored.length;
  const byContent = new Map(stored.map((message) => [message.content, message]));
  for (const [content, id] of acknowledged) {
    if (byContent.get(content)?.id === id || deleted.has(id)) continue;
    counts.lost++;
    problems.push(`lost: ${content.slice(0, 40)}`);
  }
  for (const message of stored) {
    if (!sent.has(message.content)) problems.push(`never sent: ${message.content.slice(0, 40)}`);
    for (const file of message.attachments) {
      // Its address names the server that the message was read from.
      const answer = await fetch(new URL(new URL(file.url).pathname, copy.base));
      const bytes = Buffer.from(await answer.arrayBuffer());
      counts.files++;
      if (answer.status !== 200 || !bytes.equals(fileOf(message.content))) problems.push(`unreadable (${answer.status}): ${message.content}`);
    }
  }
  await copy.kill();
  rmSync(restored, { recursive: true });
  return counts;
}

async function keepWriting(round, writer, began, isStopped, channel, token, sent) {
  for (let n = 0; !isStopped(); n++) {
    const due = (n * writers * 1000) / rate - (performance.now() - began) + (writer * 1000) / rate;
    if (due > 0) await sleep(due);
    if (isStopped()) return;
    const content = `round ${round} writer ${writer} n ${n}`;
    sent.set(content, null);
    sent.set(content, (await house.call('POST', `/channels/${channel}/messages`, { content }, token)).id);
  }
}

async function keepUploading(round, isStopped, channel, token, sent) {
  for (let n = 0; !isStopped(); n++) await upload(channel, token, `round ${round} file ${n}`, sent);
}

async function deleteAll(doomed, deleted, channel, token, isStopped) {
  for (const id of doomed) {
    if (isStopped()) return;
    deleted.add(id);
    await house.call('DELETE', `/channels/${channel}/messages/${id}`, undefined, token);
  }
}

async function upload(channel, token, content, sent) {
  const form = new FormData();
  form.set('payload_json', JSON.stringify({ content }));
  form.set('files[0]', new Blob([fileOf(content)]), 'file.bin');
  sent.set(content, null);
  const answer = await fetch(`${house.base}/channels/${channel}/messages`, { method: 'POST', headers: { authorization: token }, body: form });
  if (!answer.ok) throw new Error(`upload: ${answer.status} ${await answer.text()}`);
  const { id } = await answer.json();
  sent.set(content, id);
  return id;
}

// 32 KiB that only this message has.
function fileOf(content) {
  const seed = createHash('sha256').update(content).digest();
  return Buffer.concat(Array.from({ length: 1024 }, () => seed));
}
