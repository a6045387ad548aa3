import { readFileSync } from 'node:fs';
import { count, sleep } from '../harness/figures.mjs';
import { Mirror } from '../harness/mirror.mjs';
import { Session } from '../harness/session.mjs';

export const about = 'One person’s session that has a busy guild open beside one that looks elsewhere: bytes of both, and what opening the guild costs.';
export const order = 70;

const PASSIVE = 1 << 14; // PASSIVE_GUILD_UPDATE_V2
const CHANNELS = 20;
const BUSY = 60; // who talks, types, reacts, moves
const SECONDS = 60;

/** How often each happens in a second, in a guild where much does. */
const RATES = { message: 20, typing: 6, reaction: 10, edit: 1, presence: 4, nick: 0.5, voice: 0.5, pin: 0.1, mention: 1 / 30, channel: 1 / 30 };

export async function measure(house) {
  const crowd = house.seed('passive', 1_000, 0, ['--voice', '3']);
  await house.up(crowd.data);
  const tokens = readFileSync(crowd.tokens, 'utf8').trim().split('\n');
  const guild = new Guild(house, crowd, tokens);
  await guild.open();
  // The same person in all of them, so what may be seen is the same.
  const pairs = [new Pair(house, guild, tokens.at(-1), false), new Pair(house, guild, tokens.at(-1), true)];
  for (const pair of pairs) await pair.open();
  const did = await guild.live(house.options.quick ? 25 : SECONDS);
  for (const pair of pairs) await pair.compare(did);
  guild.close();
  await house.down();
}

/** A session that looks and one that does not, in one format. */
class Pair {
  #house;
  #guild;
  #token;
  #compress;
  #views;
  #counts;
  #before;

  constructor(house, guild, token, compress) {
    [this.#house, this.#guild, this.#token, this.#compress] = [house, guild, token, compress];
    this.#views = { active: new Mirror(guild.id), passive: new Mirror(guild.id) };
  }

  async open() {
    this.active = await this.#join(this.#views.active);
    this.passive = await this.#join(this.#views.passive);
    this.#guild.look(this.active);
    await Promise.all([this.active.quiet(), this.passive.quiet()]);
    this.#before = [this.active.bytes, this.passive.bytes];
    this.#counts = { ...this.passive.counts };
  }

  async compare(did) {
    await this.active.quiet();
    const [more, less] = [this.active.bytes - this.#before[0], this.passive.bytes - this.#before[1]];
    const told = Object.entries(this.passive.counts).map(([name, n]) => [name, n - (this.#counts[name] ?? 0)]).filter(([, n]) => n > 0);
    const asleep = this.passive.bytes;
    this.#guild.look(this.passive);
    await this.passive.quiet();
    const opening = this.passive.bytes - asleep;
    const newcomer = new Mirror(this.#guild.id);
    const fresh = await this.#join(newcomer);
    this.#guild.look(fresh);
    await fresh.quiet();
    const wire = this.#compress ? 'zlib-stream' : 'JSON';
    this.#same(wire, 'passive', newcomer);
    this.#views.active.list = newcomer.list; // the same rows by another way, which the tests compare
    this.#same(wire, 'active', newcomer);
    this.#house.add(
      `passive session beside an active one, ${wire}`, `${((less / more) * 100).toFixed(2)} % of the bytes`, '',
      `${count(more)} and ${count(less)} bytes in ${did.seconds} s with ${did.what}; the passive one got ${told.map(([name, n]) => `${n} ${name}`).join(', ')}`,
    );
    this.#house.add(
      `opening the guild after that, ${wire}`, `${count(opening)} bytes`, '',
      `a session that comes anew needs ${count(fresh.bytes)} from HELLO on; both then show the same channels, unread marks, roles, voices and member list`,
    );
    for (const each of [this.active, this.passive, fresh]) each.close();
  }

  #join(mirror) {
    return Session.open(this.#house.port, this.#token, { capabilities: PASSIVE, compress: this.#compress, onDispatch: mirror.take });
  }

  #same(wire, which, newcomer) {
    const [had, has] = [this.#views[which].picture(), newcomer.picture()];
    if (had !== has) throw new Error(`${wire}: the ${which} session shows another guild than one that has just come:\n${differences(had, has)}`);
  }
}

function differences(a, b) {
  const [left, right] = [JSON.parse(a), JSON.parse(b)];
  return Object.keys(left).filter((key) => JSON.stringify(left[key]) !== JSON.stringify(right[key]))
    .map((key) => `${key}: ${JSON.stringify(left[key]).slice(0, 600)}\n   not ${JSON.stringify(right[key]).slice(0, 600)}`).join('\n');
}

/** A guild in which much happens. */
class Guild {
  #house;
  #tokens;
  #people = [];
  #channels = [];
  #voice;
  #latest = [];

  constructor(house, crowd, tokens) {
    [this.#house, this.id, this.#tokens, this.#voice, this.busy] = [house, crowd.guild, tokens, crowd.voice.slice(1), crowd.busy];
  }

  /** Makes its channels, and connects those who are busy. */
  async open() {
    this.#channels.push(this.busy);
    while (this.#channels.length < CHANNELS)
      this.#channels.push((await this.#call(0, 'POST', `/guilds/${this.id}/channels`, { name: `talk-${this.#channels.length}` })).id);
    for (let i = 0; i < BUSY; i++) this.#people.push(await Session.open(this.#house.port, this.#tokens[i]));
    for (const person of this.#people) await person.quiet(100);
  }

  /** What a client sends that shows a channel of it. */
  look(session) {
    session.send(37, { subscriptions: { [this.id]: { typing: true, activities: true, threads: true, channels: { [this.busy]: [[0, 99]] } } } });
  }

  /** Lets things happen for so long. */
  async live(seconds) {
    const owed = {};
    const done = {};
    const began = performance.now();
    for (let now = 0; now < seconds; now = (performance.now() - began) / 1000) {
      const calls = [];
      for (const [kind, rate] of Object.entries(RATES)) {
        for (owed[kind] ??= 0; owed[kind] < Math.floor(rate * now + 0.5); owed[kind]++) {
          done[kind] = (done[kind] ?? 0) + 1;
          calls.push(this.#act(kind, done[kind]));
        }
      }
      await Promise.all(calls);
      await sleep(100);
    }
    return { seconds: Math.round((performance.now() - began) / 1000), what: Object.entries(done).map(([kind, n]) => `${n} ${kind}${n === 1 ? '' : 's'}`).join(', ') };
  }

  close() {
    for (const person of this.#people) person.close();
  }

  async #act(kind, n) {
    const who = (n * 7) % BUSY;
    const channel = this.#channels[(n * 13) % CHANNELS];
    const recent = this.#latest[(n * 5) % this.#latest.length];
    switch (kind) {
      case 'message': case 'mention': {
        const words = 'something that somebody says in the course of a conversation '.repeat(1 + (n % 3));
        const content = kind === 'mention' ? `<@${idOf(this.#tokens.at(-1))}> ${words}` : `${n} ${words}`;
        const { id } = await this.#call(who, 'POST', `/channels/${channel}/messages`, { content });
        this.#latest = [{ channel, id, who }, ...this.#latest].slice(0, 40);
        return;
      }
      case 'edit': return recent && this.#call(recent.who, 'PATCH', `/channels/${recent.channel}/messages/${recent.id}`, { content: `edited ${n}` });
      case 'reaction': return recent && this.#call(who, 'PUT', `/channels/${recent.channel}/messages/${recent.id}/reactions/${encodeURIComponent(['👍', '🎉', '❤️'][n % 3])}/@me`);
      case 'pin': return recent && this.#call(0, 'PUT', `/channels/${recent.channel}/pins/${recent.id}`);
      case 'typing': return this.#call(who, 'POST', `/channels/${channel}/typing`, {});
      case 'presence': return this.#people[who].send(3, { status: ['online', 'idle', 'dnd'][n % 3], activities: [{ name: `game ${n % 9}`, type: 0 }], since: null, afk: false });
      case 'nick': return this.#call(who, 'PATCH', `/guilds/${this.id}/members/@me`, { nick: `name ${n}` });
      case 'voice': return this.#people[who].send(4, { guild_id: this.id, channel_id: n % 4 === 3 ? null : this.#voice[n % this.#voice.length], self_mute: n % 2 === 0, self_deaf: false });
      case 'channel': return this.#call(0, 'PATCH', `/channels/${channel}`, { topic: `what we talk about, ${n}` });
    }
  }

  async #call(who, method, path, body) {
    const answer = await fetch(this.#house.base() + path, {
      method, headers: { authorization: this.#tokens[who], 'content-type': 'application/json' }, body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  }
}

// The first part of a token names its account.
function idOf(token) {
  return Buffer.from(token.split('.')[0], 'base64url').toString();
}
