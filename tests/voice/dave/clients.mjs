// The clients' side of an encrypted call: any number of @snazzah/davey sessions, each handled as an unmodified @discordjs/voice
// handles its own. Reads one request a line and answers each with a line; the tests in tests/Guildhall.Voice.Tests/Dave drive it.
import { createInterface } from 'node:readline';
import davey from '@snazzah/davey';

const clients = new Map();

class Client {
  pending = new Map();
  version = 0;
  session = null;
  out = [];
  known = new Set();
  isReinitializing = false;
  isMute = false;

  constructor(user, channel, version) {
    this.user = user;
    this.channel = channel;
    this.version = version;
    if (version > 0) this.reinit();
  }

  reinit() {
    if (this.session) this.session.reinit(this.version, this.user, this.channel);
    else this.session = new davey.DAVESession(this.version, this.user, this.channel);
    this.binary(26, this.session.getSerializedKeyPackage());
  }

  binary(op, body) {
    this.out.push({ op, body: Buffer.from(body).toString('base64') });
  }

  json(op, data) {
    this.out.push({ op, data });
  }

  receiveJson(op, data) {
    if (op === 21) {
      this.pending.set(data.transition_id, data.protocol_version);
      if (data.transition_id === 0) return this.execute(0);
      if (data.protocol_version === 0) this.session?.setPassthroughMode(true, 24);
      this.json(23, { transition_id: data.transition_id });
    } else if (op === 22) {
      this.execute(data.transition_id);
    } else if (op === 24 && data.epoch === 1) {
      this.version = data.protocol_version;
      this.reinit();
    }
  }

  execute(id) {
    if (!this.pending.has(id)) return;
    this.version = this.pending.get(id);
    if (id > 0 && this.version > 0) this.session?.setPassthroughMode(true, 10);
    this.isReinitializing = false;
    this.pending.delete(id);
  }

  receiveBinary(op, body) {
    if (op === 25) this.session.setExternalSender(body);
    else if (op === 27) {
      const { commit, welcome } = this.session.processProposals(body.readUInt8(0), body.subarray(1), [...this.known]);
      if (commit) this.binary(28, welcome ? Buffer.concat([commit, welcome]) : commit);
    } else if (op === 29 || op === 30) this.take(op, body.readUInt16BE(0), body.subarray(2));
  }

  take(op, id, message) {
    try {
      if (op === 29) this.session.processCommit(message);
      else this.session.processWelcome(message);
    } catch {
      if (this.isReinitializing) return;
      this.isReinitializing = true;
      this.json(31, { transition_id: id });
      this.reinit();
      return;
    }
    if (id === 0) this.isReinitializing = false;
    else {
      this.pending.set(id, this.version);
      this.json(23, { transition_id: id });
    }
  }

  // As it would leave this client.
  encrypt(packet) {
    return this.version === 0 || !this.session?.ready ? packet : this.session.encryptOpus(packet);
  }

  // As the application would get it.
  decrypt(from, packet) {
    const can = this.session?.ready && (this.version !== 0 || this.session.canPassthrough(from));
    return can ? this.session.decrypt(from, davey.MediaType.AUDIO, packet) : packet;
  }
}

const requests = {
  create: ({ user, channel, version }) => void clients.set(user, new Client(user, channel, version)),
  drop: ({ user }) => void clients.delete(user),
  know: ({ user }) => clients.forEach((client) => client.known.add(user)),
  know_all: ({ user }) => clients.forEach((client) => clients.get(user)?.known.add(client.user)),
  forget: ({ user }) => clients.forEach((client) => client.known.delete(user)),
  frame: ({ user, op, body, data }) => {
    const client = clients.get(user);
    if (!client) return;
    if (body === undefined) client.receiveJson(op, data);
    else client.receiveBinary(op, Buffer.from(body, 'base64'));
  },
  // Throws its group away as one does that could not use a commit.
  spoil: ({ user, transition }) => {
    const client = clients.get(user);
    client.isReinitializing = true;
    client.json(31, { transition_id: transition });
    client.reinit();
  },
  state: ({ user }) => {
    const { session, version } = clients.get(user);
    return {
      version,
      isReady: session?.ready ?? false,
      epoch: session?.epoch == null ? -1 : Number(session.epoch),
      leaf: session?.ownLeafIndex ?? -1,
      authenticator: session?.ready ? session.getEpochAuthenticator()?.toString('hex') : null,
      members: session?.ready ? session.getUserIds().sort() : [],
    };
  },
  encrypt: ({ user, packet }) => clients.get(user).encrypt(Buffer.from(packet, 'base64')).toString('base64'),
  decrypt: ({ user, from, packet }) => clients.get(user).decrypt(from, Buffer.from(packet, 'base64')).toString('base64'),
};

for await (const line of createInterface({ input: process.stdin })) {
  const answers = JSON.parse(line).map((request) => {
    let value = null;
    let error = null;
    try {
      value = requests[request.do](request) ?? null;
    } catch (problem) {
      error = `${request.do} ${request.op ?? ''}: ${problem.message}`;
    }
    return { value, error };
  });
  const sent = [];
  for (const client of clients.values()) for (const message of client.out.splice(0)) sent.push({ user: client.user, ...message });
  process.stdout.write(`${JSON.stringify({ answers, sent })}\n`);
}
