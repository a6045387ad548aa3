import { createInflate, constants } from 'node:zlib';
import WebSocket from 'ws';
import { check, equal } from '../lib/scenario.mjs';
import { decode, encode } from '../lib/terms.mjs';

/** The gateway in Erlang's external term format: the same session as in JSON, plain and in a zlib stream. */
export async function terms(world) {
  const { scenario, base, botToken, ada, general, guild } = world;
  const gateway = base.replace('http', 'ws');
  for (const query of ['encoding=etf', 'encoding=etf&compress=zlib-stream']) {
    await scenario.step(`a bot that asks for ${query} sees what one in JSON sees`, async () => {
      const sessions = await Promise.all([open(`${gateway}/?v=10&${query}`, true), open(`${gateway}/?v=10&encoding=json`, false)]);
      try {
        for (const session of sessions) {
          equal((await session.next((payload) => payload.op === 10)).op, 10, 'hello');
          session.send({ op: 2, d: { token: botToken, intents: 33281, properties: { os: 'linux', browser: 'terms', device: 'terms' } } });
          const ready = await session.next((payload) => payload.t === 'READY');
          equal(ready.d.guilds[0].id, guild.id, 'guild');
          await session.next((payload) => payload.t === 'GUILD_CREATE');
        }
        await ada.call('POST', `/channels/${general.id}/messages`, { content: 'in two tongues 🌿' });
        const [term, json] = await Promise.all(sessions.map((session) => session.next((payload) => payload.t === 'MESSAGE_CREATE' && payload.d.content.startsWith('in two'))));
        equal(JSON.stringify(sorted(term.d)), JSON.stringify(sorted(json.d)), 'message');
        check(typeof term.d.id === 'string', 'ids are texts');
        sessions[0].send({ op: 8, d: { guild_id: BigInt(guild.id), query: '', limit: 0 } });
        equal((await sessions[0].next((payload) => payload.t === 'GUILD_MEMBERS_CHUNK')).d.guild_id, guild.id, 'an id may be sent as an integer');
        sessions[0].send({ op: 1, d: term.s });
        await sessions[0].next((payload) => payload.op === 11);
      } finally {
        for (const session of sessions) session.close();
      }
    });
  }
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]));
}

async function open(url, isTerms) {
  const socket = new WebSocket(url);
  const [seen, waiting] = [[], []];
  const inflate = url.includes('zlib-stream') ? createInflate({ flush: constants.Z_SYNC_FLUSH }) : undefined;
  let gathered = [];
  inflate?.on('data', (chunk) => gathered.push(chunk));
  let order = Promise.resolve();
  const tell = (bytes) => {
    seen.push(isTerms ? decode(bytes) : JSON.parse(bytes.toString()));
    for (const look of [...waiting]) look();
  };
  socket.on('message', (bytes) => {
    if (!inflate) return tell(bytes);
    order = order.then(() => new Promise((done) => inflate.write(bytes, () => inflate.flush(constants.Z_SYNC_FLUSH, done)))).then(() => {
      tell(Buffer.concat(gathered));
      gathered = [];
    });
  });
  await new Promise((done, failed) => socket.once('open', done).once('error', failed));
  return {
    close: () => socket.close(1000),
    send: (payload) => socket.send(isTerms ? encode(payload) : JSON.stringify(payload)),
    next: (fits) =>
      new Promise((done) => {
        const look = () => {
          const at = seen.findIndex(fits);
          if (at < 0) return;
          if (waiting.includes(look)) waiting.splice(waiting.indexOf(look), 1);
          done(seen.splice(at, 1)[0]);
        };
        waiting.push(look);
        look();
      }),
  };
}
