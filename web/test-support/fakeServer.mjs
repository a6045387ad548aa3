// A stand-in for the server, in memory, for working on the client alone: `node test-support/fakeServer.mjs`
// serves dist and the routes below at http://localhost:8090. It checks nothing and keeps nothing.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { WebSocketServer } from "ws";
import { addBot } from "./fakeBot.mjs";

const dist = new URL("../dist/", import.meta.url).pathname;
const port = Number(process.env.PORT ?? 8090);
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json", ".png": "image/png" };
const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const users = new Map(), tokens = new Map(), guilds = new Map(), channels = new Map(), messages = new Map(), invites = new Map(), files = new Map(), sessions = new Map(), read = new Map();
let sequence = 0n;
const epoch = 1420070400000n;
const newId = (at = Date.now()) => String(((BigInt(at) - epoch) << 22n) | (sequence++ & 0x3fffffn));
const usual = String(1071698660929n | (1n << 6n) | (1n << 0n));

const guildOf = (channel) => guilds.get(channels.get(channel)?.guild_id);
const full = (guild) => ({ ...guild, channels: [...channels.values()].filter((c) => c.guild_id === guild.id), presences: online(guild) });
const online = (guild) => guild.members.filter((m) => sessionsOf(m.user.id).some((s) => s.live)).map((m) => ({ user: { id: m.user.id }, status: "online", activities: [] }));
const sessionsOf = (user) => [...sessions.values()].filter((s) => s.user === user);

function tell(session, t, d) {
  const frame = { op: 0, t, d, s: ++session.seq };
  session.buffer.push(frame);
  if (session.socket?.readyState === 1) session.socket.send(JSON.stringify(frame));
}
const toGuild = (guild, t, d, except) => { for (const m of guild?.members ?? []) for (const s of sessionsOf(m.user.id)) if (m.user.id !== except) tell(s, t, d); };
const toChannel = (channel, t, d) => toGuild(guildOf(channel), t, d);
const toUser = (user, t, d) => { for (const s of sessionsOf(user)) tell(s, t, d); };

function join_(guild, user) {
  if (guild.members.some((m) => m.user.id === user.id)) return;
  const member = { user, roles: [], joined_at: new Date().toISOString(), nick: null };
  guild.members.push(member);
  guild.member_count = guild.members.length;
  toGuild(guild, "GUILD_MEMBER_ADD", { ...member, guild_id: guild.id }, user.id);
  toUser(user.id, "GUILD_CREATE", { ...full(guild), joined_at: member.joined_at });
}

function makeUser(username, global_name, extra = {}) {
  const user = { id: newId(), username, global_name: global_name ?? null, avatar: null, bio: "", discriminator: "0", ...extra };
  users.set(user.id, user);
  const token = `t.${user.id}`;
  tokens.set(token, user.id);
  return { user, token };
}

const routes = [];
const on = (method, path, run) => routes.push([method, new RegExp(`^/api/v10${path.replace(/:\w+/g, "([^/]+)")}$`), run]);
const refuse = (status, code, message, errors) => ({ status, body: { code, message, ...(errors ? { errors } : {}) } });

on("POST", "/auth/register", ({ body }) => {
  if ([...users.values()].some((u) => u.username === body.username)) return refuse(400, 50035, "Invalid Form Body", { username: { _errors: [{ code: "USERNAME_ALREADY_TAKEN", message: "This name is taken. Try another." }] } });
  const { user, token } = makeUser(body.username, body.global_name, { password: body.password });
  if (body.invite && invites.has(body.invite)) join_(guilds.get(invites.get(body.invite).guild.id), user);
  return { token, user_id: user.id };
});
on("POST", "/auth/login", ({ body }) => {
  const user = [...users.values()].find((u) => u.username === body.login && u.password === body.password);
  return user ? { token: `t.${user.id}`, user_id: user.id } : refuse(400, 50035, "Invalid Form Body", { login: { _errors: [{ code: "INVALID_LOGIN", message: "Login or password is invalid." }] } });
});
on("POST", "/auth/logout", () => undefined);
on("GET", "/users/@me", ({ me }) => me);
on("PATCH", "/users/@me", ({ me, body }) => { Object.assign(me, { global_name: body.global_name ?? me.global_name, bio: body.bio ?? me.bio }); toUser(me.id, "USER_UPDATE", me); return me; });
on("POST", "/guilds", ({ me, body }) => {
  const id = newId();
  const everyone = { id, name: "@everyone", color: 0, hoist: false, position: 0, permissions: usual, managed: false, mentionable: false };
  const guild = { id, name: body.name, icon: null, owner_id: me.id, roles: [everyone], members: [], emojis: [], member_count: 0, large: false };
  guilds.set(id, guild);
  const category = { id: newId(), type: 4, guild_id: id, name: "Text channels", position: 0, permission_overwrites: [], parent_id: null };
  const general = { id: newId(), type: 0, guild_id: id, name: "general", position: 0, permission_overwrites: [], parent_id: category.id, last_message_id: null };
  for (const c of [category, general]) channels.set(c.id, c);
  guild.system_channel_id = general.id;
  join_(guild, me);
  return full(guild);
});
on("POST", "/guilds/:g/channels", ({ params: [g], body }) => {
  const channel = { id: newId(), guild_id: g, type: body.type ?? 0, name: body.name, topic: body.topic ?? null, position: 50, parent_id: body.parent_id ?? null, permission_overwrites: body.permission_overwrites ?? [], last_message_id: null };
  channels.set(channel.id, channel);
  toGuild(guilds.get(g), "CHANNEL_CREATE", channel);
  return channel;
});
on("PATCH", "/channels/:c", ({ params: [c], body }) => { const channel = Object.assign(channels.get(c), body); toChannel(c, "CHANNEL_UPDATE", channel); return channel; });
on("POST", "/guilds/:g/roles", ({ params: [g], body }) => {
  const guild = guilds.get(g);
  const role = { id: newId(), color: 0, hoist: false, mentionable: false, managed: false, permissions: usual, position: guild.roles.length, ...body };
  guild.roles.push(role);
  toGuild(guild, "GUILD_ROLE_CREATE", { guild_id: g, role });
  return role;
});
on("PATCH", "/guilds/:g/roles/:r", ({ params: [g, r], body }) => { const guild = guilds.get(g); const role = Object.assign(guild.roles.find((one) => one.id === r), body); toGuild(guild, "GUILD_ROLE_UPDATE", { guild_id: g, role }); return role; });
on("PUT", "/guilds/:g/members/:u/roles/:r", ({ params: [g, u, r] }) => { const guild = guilds.get(g); const member = guild.members.find((m) => m.user.id === u); member.roles.push(r); toGuild(guild, "GUILD_MEMBER_UPDATE", { ...member, guild_id: g }); });
on("GET", "/guilds/:g/members/:u", ({ params: [g, u] }) => guilds.get(g).members.find((m) => m.user.id === u));
on("GET", "/guilds/:g/invites", ({ params: [g] }) => [...invites.values()].filter((i) => i.guild.id === g));
on("GET", "/guilds/:g/bans", () => []);
on("GET", "/applications", () => []);
on("POST", "/channels/:c/invites", ({ me, params: [c] }) => {
  const guild = guildOf(c), code = Math.random().toString(36).slice(2, 10);
  const invite = { code, guild: { id: guild.id, name: guild.name, icon: guild.icon }, channel: { id: c, name: channels.get(c).name, type: 0 }, inviter: me, uses: 0, max_uses: 0, expires_at: null };
  invites.set(code, invite);
  return invite;
});
on("GET", "/invites/:i", ({ params: [i] }) => { const invite = invites.get(i); if (!invite) return refuse(404, 10006, "Unknown Invite"); const guild = guilds.get(invite.guild.id); return { ...invite, approximate_member_count: guild.members.length, approximate_presence_count: online(guild).length }; });
on("POST", "/invites/:i", ({ me, params: [i] }) => { const invite = invites.get(i); if (!invite) return refuse(404, 10006, "Unknown Invite"); join_(guilds.get(invite.guild.id), me); return invite; });
on("GET", "/channels/:c/messages", ({ params: [c], query }) => {
  const all = messages.get(c) ?? [], limit = Number(query.get("limit") ?? 50);
  const before = query.get("before"), after = query.get("after"), around = query.get("around");
  let page = all.slice(-limit);
  if (before) page = all.filter((m) => BigInt(m.id) < BigInt(before)).slice(-limit);
  if (after) page = all.filter((m) => BigInt(m.id) > BigInt(after)).slice(0, limit);
  if (around) { const at = all.findIndex((m) => BigInt(m.id) >= BigInt(around)); page = all.slice(Math.max(0, at - limit / 2), at + limit / 2); }
  return [...page].reverse();
});
on("POST", "/channels/:c/messages", ({ me, params: [c], body, uploads }) => post(c, me, body, uploads));
on("PATCH", "/channels/:c/messages/:m", ({ params: [c, m], body }) => { const message = messages.get(c).find((one) => one.id === m); Object.assign(message, body, { edited_timestamp: new Date().toISOString() }); toChannel(c, "MESSAGE_UPDATE", message); return message; });
on("DELETE", "/channels/:c/messages/:m", ({ params: [c, m] }) => { messages.set(c, messages.get(c).filter((one) => one.id !== m)); toChannel(c, "MESSAGE_DELETE", { id: m, channel_id: c }); });
on("POST", "/channels/:c/messages/:m/ack", ({ me, params: [c, m] }) => { read.set(`${me.id}:${c}`, { id: c, last_message_id: m, mention_count: 0 }); toUser(me.id, "MESSAGE_ACK", { channel_id: c, message_id: m }); return { token: null }; });
on("POST", "/channels/:c/typing", ({ me, params: [c] }) => toChannel(c, "TYPING_START", { channel_id: c, user_id: me.id, timestamp: Date.now() / 1000 }));
on("GET", "/channels/:c/pins", ({ params: [c] }) => (messages.get(c) ?? []).filter((m) => m.pinned).reverse());
on("PUT", "/channels/:c/pins/:m", ({ params: [c, m] }) => { const message = messages.get(c).find((one) => one.id === m); message.pinned = true; toChannel(c, "MESSAGE_UPDATE", message); toChannel(c, "CHANNEL_PINS_UPDATE", { channel_id: c, last_pin_timestamp: new Date().toISOString() }); });
const react = (by) => ({ me, params: [c, m, e] }) => {
  const message = messages.get(c).find((one) => one.id === m), name = decodeURIComponent(e);
  message.reactors ??= {};
  const who = (message.reactors[name] ??= new Set());
  if (by > 0) who.add(me.id); else who.delete(me.id);
  message.reactions = Object.entries(message.reactors).filter(([, set]) => set.size).map(([n, set]) => ({ emoji: { id: null, name: n }, count: set.size }));
  toChannel(c, by > 0 ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE", { user_id: me.id, channel_id: c, message_id: m, emoji: { id: null, name } });
};
on("PUT", "/channels/:c/messages/:m/reactions/:e/@me", react(1));
on("DELETE", "/channels/:c/messages/:m/reactions/:e/@me", react(-1));
on("GET", "/channels/:c/messages/:m/reactions/:e", ({ params: [c, m, e] }) => [...messages.get(c).find((one) => one.id === m).reactors[decodeURIComponent(e)]].map((id) => users.get(id)));

function post(c, author, body, uploads = []) {
  const guild = guildOf(c), all = messages.get(c) ?? [];
  const content = body.content ?? "";
  const ids = (pattern) => [...content.matchAll(pattern)].map((m) => m[1]);
  const reference = body.message_reference?.message_id;
  const message = {
    id: newId(), channel_id: c, guild_id: guild.id, type: reference ? 19 : 0, content, author, timestamp: new Date().toISOString(), edited_timestamp: null, pinned: false,
    mention_everyone: /@everyone/.test(content), mentions: ids(/<@!?(\d+)>/g).map((id) => users.get(id)).filter(Boolean), mention_roles: ids(/<@&(\d+)>/g), embeds: body.embeds ?? [], reactions: [], nonce: body.nonce,
    components: body.components ?? [], flags: body.flags ?? 0, ...(body.extra ?? {}),
    attachments: uploads.map((file) => { const id = newId(); const path = `/attachments/${c}/${id}/${encodeURIComponent(file.name)}`; files.set(path, file); return { id, filename: file.name, content_type: file.type, size: file.data.length, url: path, ...sizeOf(file) }; }),
    ...(reference ? { message_reference: { message_id: reference, channel_id: c }, referenced_message: all.find((m) => m.id === reference) ?? null } : {}),
  };
  messages.set(c, [...all, message]);
  channels.get(c).last_message_id = message.id;
  toChannel(c, "MESSAGE_CREATE", { ...message, member: { ...guild.members.find((m) => m.user.id === author.id), user: undefined } });
  return message;
}

addBot({ on, refuse, newId, makeUser, join: join_, guilds, guildOf, messages, post, toUser, toChannel });

const sizeOf = ({ data, type }) => type === "image/png" ? { width: data.readUInt32BE(16), height: data.readUInt32BE(20) } : {};

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const raw = Buffer.concat(chunks), kind = request.headers["content-type"] ?? "";
  if (!kind.startsWith("multipart/")) return { body: raw.length ? JSON.parse(raw) : {}, uploads: [] };
  const form = await new Response(raw, { headers: { "content-type": kind } }).formData();
  const uploads = [];
  for (const [name, value] of form) if (name.startsWith("files")) uploads.push({ name: value.name, type: value.type, data: Buffer.from(await value.arrayBuffer()) });
  return { body: JSON.parse(form.get("payload_json") ?? "{}"), uploads };
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, "http://here");
  if (url.pathname.startsWith("/api/")) {
    const me = users.get(tokens.get((request.headers.authorization ?? "").replace(/^Bot /, "")));
    const found = routes.map(([method, pattern, run]) => [method === request.method && pattern.exec(url.pathname), run]).find(([match]) => match);
    const { body, uploads } = await readBody(request);
    let answer = refuse(404, 0, "404: Not Found");
    try { if (found) answer = found[1]({ me, body, uploads, query: url.searchParams, params: found[0].slice(1) }); } catch (error) { answer = refuse(500, 0, String(error)); }
    const status = answer?.status && answer.body ? answer.status : answer === undefined ? 204 : 200;
    response.writeHead(status, { "content-type": "application/json" });
    return response.end(status === 204 ? undefined : JSON.stringify(answer.body && answer.status ? answer.body : answer));
  }
  const stored = files.get(url.pathname);
  if (stored) { response.writeHead(200, { "content-type": stored.type }); return response.end(stored.data); }
  const path = join(dist, normalize(url.pathname));
  const file = await readFile(path).catch(() => null);
  response.writeHead(200, { "content-type": file ? types[extname(path)] ?? "application/octet-stream" : "text/html", "content-security-policy": csp });
  response.end(file ?? await readFile(join(dist, "index.html")));
});

new WebSocketServer({ server }).on("connection", (socket) => {
  let session = null;
  const write = (frame) => socket.send(JSON.stringify(frame));
  write({ op: 10, d: { heartbeat_interval: 41250 } });
  socket.on("message", (raw) => {
    const { op, d } = JSON.parse(raw);
    if (op === 1) return write({ op: 11 });
    if (op === 2) {
      const user = users.get(tokens.get(d.token));
      if (!user) return socket.close(4004);
      session = { id: newId(), user: user.id, seq: 0, buffer: [], socket, live: true };
      sessions.set(session.id, session);
      const mine = [...guilds.values()].filter((g) => g.members.some((m) => m.user.id === user.id));
      tell(session, "READY", { v: 10, user, guilds: mine.map((g) => ({ id: g.id, unavailable: true })), session_id: session.id, read_state: { entries: [...read].filter(([key]) => key.startsWith(user.id)).map(([, entry]) => entry) } });
      for (const guild of mine) { tell(session, "GUILD_CREATE", { ...full(guild), joined_at: guild.members.find((m) => m.user.id === user.id).joined_at }); toGuild(guild, "PRESENCE_UPDATE", { user: { id: user.id }, guild_id: guild.id, status: "online", activities: [] }); }
    }
    if (op === 6) {
      session = sessions.get(d.session_id);
      if (!session) return write({ op: 9, d: false });
      Object.assign(session, { socket, live: true });
      for (const frame of session.buffer.filter((f) => f.s > d.seq)) write(frame);
      tell(session, "RESUMED", {});
    }
  });
  socket.on("close", () => { if (session) session.live = false; });
});

server.listen(port, () => console.log(`The stand-in listens at http://localhost:${port}`));
