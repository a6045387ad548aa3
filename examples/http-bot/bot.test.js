import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { createBot } from './bot.js';
import { answer } from './commands.js';
import { MAX_AGE_SECONDS } from './signature.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const hex = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
const events = [];
const edits = [];
let bot, api, url;

before(async () => {
  api = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    edits.push({ method: request.method, path: request.url, body: JSON.parse(body) });
    response.end('{}');
    api.emit('edited');
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
  bot = createBot({ publicKey: hex, api: `http://127.0.0.1:${api.address().port}`, onEvent: (event) => events.push(event) }).listen(0, '127.0.0.1');
  await once(bot, 'listening');
  url = `http://127.0.0.1:${bot.address().port}/`;
});

after(() => {
  bot.close();
  api.close();
});

const signed = (body, timestamp = Math.floor(Date.now() / 1000), key = privateKey) => ({
  'content-type': 'application/json',
  'x-signature-timestamp': String(timestamp),
  'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), key).toString('hex'),
});

const post = (body, headers) => fetch(url, { method: 'POST', body, headers: headers ?? signed(body) });
const say = async (interaction) => (await post(JSON.stringify(interaction))).json();

test('a signed PING is answered by PONG', async () => {
  const answered = await post('{"type":1}');
  assert.equal(answered.status, 200);
  assert.deepEqual(await answered.json(), { type: 1 });
});

test('what is not signed, or signed for something else, is turned away', async () => {
  const body = '{"type":1}';
  const other = generateKeyPairSync('ed25519').privateKey;
  const now = Math.floor(Date.now() / 1000);
  for (const [why, headers] of [
    ['no signature', {}],
    ['no timestamp', { ...signed(body), 'x-signature-timestamp': '' }],
    ['nonsense', { ...signed(body), 'x-signature-ed25519': 'zz' }],
    ['another key', signed(body, now, other)],
    ['another body', signed('{"type":2}')],
    ['another moment', { ...signed(body), 'x-signature-timestamp': String(now + 1) }],
  ]) assert.equal((await post(body, headers)).status, 401, why);
});

test('what was genuine once is turned away when it comes again later', async () => {
  const body = '{"type":1}';
  const old = Math.floor(Date.now() / 1000) - MAX_AGE_SECONDS - 5;
  assert.equal((await post(body, signed(body, old))).status, 401);
});

test('a die is rolled within its sides', () => {
  const roll = (random, options) => answer({ type: 2, data: { name: 'dice', options } }, () => {}, () => random).data.content;
  assert.equal(roll(0), 'You rolled **1** of 6.');
  assert.equal(roll(0.999, [{ name: 'sides', value: 20 }]), 'You rolled **20** of 20.');
});

test('a button counts on from what it says', async () => {
  const shown = await say({ type: 2, data: { name: 'count' } });
  const { custom_id } = shown.data.components[0].components[0];
  const pressed = await say({ type: 3, data: { custom_id, component_type: 2 } });
  assert.equal(pressed.type, 7);
  assert.equal(pressed.data.content, 'Pressed 1 times.');
  assert.equal((await say({ type: 3, data: { custom_id: 'other' } })).data.flags, 64);
});

test('slow work is deferred and edited in', async () => {
  const edited = once(api, 'edited');
  const answered = await say({ type: 2, application_id: '7', token: 'secret', data: { name: 'slow' }, member: { user: { id: '5' } } });
  assert.deepEqual(answered, { type: 5 });
  await edited;
  assert.deepEqual(edits, [{ method: 'PATCH', path: '/webhooks/7/secret/messages/@original', body: { content: 'Done, <@5>.' } }]);
});

test('webhook events are acknowledged', async () => {
  assert.equal((await post('{"version":1,"application_id":"7","type":0}')).status, 204);
  assert.equal((await post('{"version":1,"application_id":"7","type":1,"event":{"type":"ENTITLEMENT_CREATE","timestamp":"now","data":{}}}')).status, 204);
  assert.deepEqual(events.map((event) => event.type), ['ENTITLEMENT_CREATE']);
});

test('what is too large, of another method, or unknown is refused', async () => {
  assert.equal((await post(' '.repeat((1 << 20) + 1))).status, 413);
  assert.equal((await fetch(url)).status, 405);
  assert.equal((await post('{"type":2,"data":{"name":"unknown"}}')).status, 400);
});
