// Measures the whole server on this machine: each file in bench/scenarios is one scenario. bench/README.md says how to add one.
// usage: node bench/run.mjs --server "guildhall" --swarm "swarm" [--only NAME,...] [--quick] [--list] [--title TEXT] [--write]
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { House } from './harness/house.mjs';
import { report, tryRun } from './harness/report.mjs';

const { values: options } = parseArgs({
  options: {
    server: { type: 'string' },
    'server-args': { type: 'string' },
    swarm: { type: 'string' },
    wsload: { type: 'string', default: process.env.WSLOAD ?? '../shared/tools/wsload' },
    work: { type: 'string', default: '.dev/bench' },
    only: { type: 'string' },
    title: { type: 'string' },
    quick: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const scenarios = await allScenarios();
if (options.list) {
  for (const { name, about, byName } of scenarios) console.log(`${name.padEnd(16)} ${about}${byName ? ' (only when named)' : ''}`);
  process.exit(0);
}
const wanted = options.only?.split(',');
const unknown = wanted?.find((name) => !scenarios.some((scenario) => scenario.name === name));
if (!options.server || !options.swarm || unknown) {
  if (unknown) console.error(`There is no scenario '${unknown}'; --list names them.`);
  console.error('usage: node bench/run.mjs --server "guildhall" --swarm "swarm" [--only NAME,...] [--quick] [--list] [--title TEXT] [--write]');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'guildhall-bench-'));
const rows = [];
const failed = [];
const house = new House(options, folder, (row) => {
  rows.push(row);
  console.log(`  ${row.join('  |  ')}`);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
process.once('exit', () => {
  house.kill();
  rmSync(folder, { recursive: true, force: true });
});

for (const { name, needs = [], byName, measure } of scenarios) {
  if (wanted ? !wanted.includes(name) : byName) continue;
  const missing = needs.find((need) => !has(need));
  if (missing) {
    console.log(`\n# ${name}: left out, ${missing} is not here`);
    continue;
  }
  console.log(`\n# ${name}`);
  const began = performance.now();
  try {
    await measure(house);
  } catch (error) {
    // One scenario that fails does not take the figures of the others with it.
    console.error(`  failed: ${error.stack}`);
    failed.push(name);
    house.kill();
  }
  console.log(`  (${((performance.now() - began) / 1000).toFixed(0)} s)`);
}
// A run of every scenario is history; a run of some only when asked.
report(rows, { write: failed.length === 0 && rows.length > 0 && (options.write || (!wanted && !options.quick)), title: options.title });
if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);

async function allScenarios() {
  const files = readdirSync(join(import.meta.dirname, 'scenarios')).filter((file) => file.endsWith('.mjs')).sort();
  const all = [];
  for (const file of files) all.push({ name: file.slice(0, -'.mjs'.length), order: 50, ...(await import(`./scenarios/${file}`)) });
  return all.sort((a, b) => a.order - b.order);
}

/** Whether this machine has what a scenario needs: the generator, or a program. */
function has(need) {
  return need === 'wsload' ? house.generator.folder !== undefined : tryRun('which', [need]) !== '?';
}
