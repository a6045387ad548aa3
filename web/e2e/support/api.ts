// The public API as the tests use it: plain fetch, as any program would.
import WebSocket from "ws";

export const base = process.env.GUILDHALL_URL ?? "http://localhost:8080";

export interface Account { id: string; token: string; username: string; name: string }

export async function call<T>(token: string | null, method: string, path: string, body?: unknown): Promise<T> {
  for (;;) {
    if (process.env.DEBUG_CALLS) console.log(method, path);
    const form = body instanceof FormData;
    const response = await fetch(`${base}/api/v10${path}`, {
      method,
      headers: { ...(token ? { Authorization: token } : {}), ...(body === undefined || form ? {} : { "Content-Type": "application/json" }) },
      body: body === undefined ? undefined : form ? body : JSON.stringify(body),
    });
    const text = await response.text();
    if (response.status === 429) {
      const wait = (JSON.parse(text) as { retry_after?: number }).retry_after ?? 1;
      if (wait > 60) throw new Error(`${method} ${path}: asked to wait ${wait} s`);
      await new Promise((resolve) => setTimeout(resolve, wait * 1000 + 20));
      continue;
    }
    if (!response.ok) throw new Error(`${method} ${path} -> ${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}

export const unique = () => Math.random().toString(36).slice(2, 8);

export async function register(username: string, name: string, invite?: string): Promise<Account> {
  const { token, user_id } = await call<{ token: string; user_id: string }>(null, "POST", "/auth/register",
    { username, global_name: name, password: "correct horse battery", ...(invite ? { invite } : {}) });
  return { id: user_id, token, username, name };
}

export interface Bot { token: string; id: string }

/** An application with its bot, let into a guild. */
export async function createBot(owner: string, name: string, guild: string, scope = "bot"): Promise<Bot> {
  const application = await call<{ id: string; bot?: { id: string } }>(owner, "POST", "/applications", { name });
  await call(owner, "POST", `/applications/${application.id}/bot`, {}).catch(() => undefined);
  const { token } = await call<{ token: string }>(owner, "POST", `/applications/${application.id}/bot/reset`, {});
  await call(owner, "POST", `/oauth2/authorize?client_id=${application.id}&scope=${encodeURIComponent(scope)}`, { guild_id: guild, permissions: "8", authorize: true });
  const self = await call<{ id: string }>(`Bot ${token}`, "GET", "/users/@me");
  return { token: `Bot ${token}`, id: self.id };
}

/** Keeps somebody online until closed. */
export function keepOnline(token: string, status = "online", activities: unknown[] = []): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${base.replace(/^http/, "ws")}/?v=10&encoding=json`);
    let beat: NodeJS.Timeout | undefined;
    let seq: number | null = null;
    socket.on("error", reject);
    socket.on("close", () => clearInterval(beat));
    socket.on("message", (raw) => {
      const frame = JSON.parse(String(raw)) as { op: number; t?: string; s?: number; d: { heartbeat_interval: number } };
      if (frame.s) seq = frame.s;
      if (frame.op === 10) {
        beat = setInterval(() => socket.send(JSON.stringify({ op: 1, d: seq })), frame.d.heartbeat_interval);
        socket.send(JSON.stringify({ op: 2, d: { token: token.replace(/^Bot /, ""), intents: 0, properties: { os: "", browser: "demo", device: "" }, presence: { status, activities, since: null, afk: false } } }));
      }
      if (frame.t === "READY") resolve(() => socket.close());
    });
  });
}
