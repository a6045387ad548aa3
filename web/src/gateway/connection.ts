// The one connection of this tab: opens it for the signed-in user, watches network and visibility.
import { setToken, whenUnauthorized } from "../api/client";
import { forgetEverything } from "../stores/entities";
import { logs } from "../stores/messages";
import { notify } from "../stores/overlays";
import { preferences } from "../stores/preferences";
import { connection, me, signOut, token } from "../stores/session";
import { DispatchQueue } from "./dispatchQueue";
import { handlers } from "./handlers";
import { Op } from "./protocol";
import { GatewaySocket, type SocketEnvironment, type WebSocketLike } from "./socket";

const environment: SocketEnvironment = {
  open: (url) => new WebSocket(url) as unknown as WebSocketLike,
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  now: () => Date.now(),
  random: () => Math.random(),
};

let socket: GatewaySocket | null = null;
const queue = new DispatchQueue(handlers);

/** Follows the token for the life of the page: signed in means connected. */
export function keepConnected(): void {
  const follow = () => {
    const current = token.get();
    setToken(current);
    if (current) start(current);
    else stop();
  };
  whenUnauthorized(expire);
  token.subscribe(follow);
  follow();
  window.addEventListener("online", () => socket?.wake());
  window.addEventListener("offline", () => socket?.networkLost());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) socket?.wake();
  });
}

export function retryNow(): void {
  socket?.wake();
}

export function requestMembers(guildId: string, what: { query: string; limit: number } | { user_ids: string[] }): void {
  socket?.send(Op.requestGuildMembers, { guild_id: guildId, presences: true, ...what });
}

export function setStatus(status: string): void {
  socket?.send(Op.presenceUpdate, { since: null, activities: [], status, afk: false });
}

function start(current: string): void {
  stop();
  socket = new GatewaySocket({
    url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/?v=10&encoding=json`,
    token: current,
    identify: () => ({
      properties: { os: "", browser: "Guildhall", device: "" },
      presence: { status: preferences.get().status, since: null, activities: [], afk: false },
    }),
    onDispatch: (name, payload) => queue.push(name, payload),
    onState: (state, detail) => connection.update((previous) => ({
      state, retryAt: detail.retryAt, attempt: detail.attempt, everReady: previous.everReady || state === "ready",
    })),
    onRefused: expire,
  }, environment);
  socket.connect();
}

function stop(): void {
  socket?.close();
  socket = null;
  if (!token.get()) {
    forgetEverything();
    logs.clear();
    me.set(null);
  }
}

function expire(): void {
  signOut();
  notify("You have been signed out. Please log in again.", "danger");
}
