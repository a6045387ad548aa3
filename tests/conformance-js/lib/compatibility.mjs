import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const HEAD = `# What is compatible

Written by the conformance suite: unmodified clients use a running server through a proxy that holds every answer and every
dispatch against Discord's API document. An operation is **valid** when it succeeded and no answer of it was wrong. Every
build fails when something here is no longer true.
`;

/** The page docs/compatibility.md: operation by operation, event by event. */
export function compatibility(report, specFolder, catalogueFile) {
  const operations = Object.values(report.operations);
  const facts = JSON.parse(readFileSync(join(specFolder, 'gateway-facts.json'), 'utf8'));
  const documented = facts.gateway.receive_events.filter((event) => event.op === 0);
  const sent = new Set([...readFileSync(catalogueFile, 'utf8').matchAll(/new\("([A-Z_]+)"/g)].map((match) => match[1]));
  const valid = operations.filter((one) => stateOf(one) === 'valid').length;
  const seen = documented.filter((event) => eventState(report, event.name) === 'valid').length;
  const lines = [
    HEAD,
    `**${valid} of ${operations.length} operations** and **${seen} of ${documented.length} dispatches** are shown valid by the suite.`,
    '',
    '## Operations',
  ];
  const groups = new Map();
  for (const one of operations) groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one]);
  for (const [group, members] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const good = members.filter((one) => stateOf(one) === 'valid').length;
    lines.push('', `### /${group}: ${good} of ${members.length}`, '', '| operation | state |', '|---|---|');
    for (const one of members.sort((a, b) => order(a).localeCompare(order(b)))) lines.push(`| ${one.method.toUpperCase()} ${one.path} | ${stateOf(one)} |`);
  }
  lines.push('', '## Dispatches', '', '| event | intents | state |', '|---|---|---|');
  for (const event of documented.sort((a, b) => (a.name < b.name ? -1 : 1)))
    lines.push(`| ${event.name} | ${(event.intents ?? []).join(', ') || 'none'} | ${eventState(report, event.name)} |`);
  const own = [...sent].filter((name) => !documented.some((event) => event.name === name)).sort();
  if (own.length > 0) lines.push('', `For people's own sessions, as the user API has them: ${own.join(', ')}.`);
  return `${lines.join('\n')}\n`;
}

function groupOf(one) {
  return one.path.split('/')[1];
}

function order(one) {
  return `${one.path} ${one.method}`;
}

function stateOf(record) {
  if (record.invalid > 0 || (record.valid > 0 && record.missing > 0)) return 'invalid';
  if (record.valid > 0) return 'valid';
  return record.errors > 0 && record.missing === 0 ? 'refusals only' : 'not yet';
}

function eventState(report, name) {
  const record = report.gateway.events[name];
  if (!record || record.count === 0) return 'not yet';
  return record.invalid > 0 ? 'invalid' : 'valid';
}
