// The table of a run, and the history in bench/RESULTS.md.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

/** Prints the rows; `write` puts them into bench/RESULTS.md as well, as a section with the day, the machine and a title. */
export function report(rows, { write, title }) {
  const table = ['| figure | measured | CPU | note |', '| --- | --- | --- | --- |', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
  console.log(`\n${table}\n`);
  if (!write) return;
  const day = new Date().toISOString().slice(0, 10);
  const section = `## ${day}${title ? `, ${title}` : ''}\n\n${machine()}\n\n${table}\n`;
  const file = 'bench/RESULTS.md';
  const old = existsSync(file) ? readFileSync(file, 'utf8') : '# Measured\n\nWhole server, whole product; newest first. `./dev bench` measures again on your machine.\n';
  const at = old.indexOf('\n## ');
  writeFileSync(file, at < 0 ? `${old}\n${section}` : `${old.slice(0, at + 1)}${section}\n${old.slice(at + 1)}`);
}

function machine() {
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${model}, ${cpus().length} cores, ${gigabytes} GiB, ${tryRun('uname', ['-sr'])}, .NET SDK ${tryRun('dotnet', ['--version'])}. `
    + 'Server pinned to one core, load generator to the other, loopback.';
}

/** What a program prints; "?" where it is missing or fails. */
export function tryRun(program, args) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '?';
  }
}
