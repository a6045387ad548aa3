// The one connection of this tab: opens it for the signed-in user, watches network and visibility.
import { setToken, whenUnauthorized } from "../api/client";
import { forgetEverything } from "../stores/entities";
import { logs } from "../stores/messages";
import { route } from "../stores/navigation";
import { notify } from "../stores/overlays";
import { preferences } from "../stores/preferences";
import { connection, me, signOut, token } from "../stores/session";
import { DispatchQueue } from "./dispatchQueue";
import { handlers } from "./handlers";
import { guildOnScreen, Looking, PassiveGuildUpdateV2, type Range } from "./looking";
import { Op } from "./protocol";
import { inBrowser } from "./line";
import { GatewaySocket } from "./socket";

const environment = inBrowser(() => Date.now());

let socket: GatewaySocket | null = null;
const looking = new Looking((op, d) => socket?.send(op, d) ?? false);
const look = () => looking.follow(guildOnScreen());
const queue = new DispatchQueue({
  ...handlers,
  READY: (payload) => {
    looking.begin();
    handlers.READY(payload);
  },
  // The guild knows a session once it has sent its GUILD_CREATE.
  GUILD_CREATE: (payload) => {
    handlers.GUILD_CREATE(payload);
    look();
  },
  RESUMED: (payload) => {
    handlers.RESUMED(payload);
    looking.again();
  },
});

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
  route.subscribe(look);
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

/** Asks for the rows of a member list that are on screen, and for what becomes of them. */
export function showMemberRows(guildId: string, channelId: string, ranges: Range[]): void {
  looking.show(guildId, channelId, ranges);
}

export function setStatus(status: string): void {
  socket?.send(Op.presenceUpdate, { since: null, activities: [], status, afk: false });
}

/** Asks what is going on in a guild's voice channels. */
export function requestChannelInfo(guildId: string): void {
  socket?.send(Op.requestChannelInfo, { guild_id: guildId, fields: ["status", "voice_start_time"] });
}

/** Says something to the gateway; false while there is no session, and then it is lost. */
export function tellGateway(op: number, d: unknown): boolean {
  return socket?.send(op, d) ?? false;
}

function start(current: string): void {
  stop();
  socket = new GatewaySocket({
    url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/?v=10&encoding=json`,
    token: current,
    identify: () => ({
      properties: { os: "", browser: "Guildhall", device: "" },
      capabilities: PassiveGuildUpdateV2,
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
