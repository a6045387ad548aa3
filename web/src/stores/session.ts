// Who is signed in on this device, and how the connection is doing.
import type { Id, User } from "../wire/types";
import type { SocketState } from "../gateway/socket";
import { Value } from "./reactive";
import { storage } from "./storage";

const TokenKey = "guildhall.token";

export interface Connection {
  state: SocketState;
  retryAt?: number | undefined;
  attempt: number;
  /** Whether a READY has ever come, so that a first start and a lost connection can look different. */
  everReady: boolean;
}

export const token = new Value<string | null>(storage.get<string | null>(TokenKey, null));
export const me = new Value<User | null>(null);
/** The gateway session of this tab: interactions say which one asked. */
export const sessionId = new Value<string | null>(null);
export const connection = new Value<Connection>({ state: "closed", attempt: 0, everReady: false });

export function signIn(next: string): void {
  storage.set(TokenKey, next);
  token.set(next);
}

export function signOut(): void {
  storage.remove(TokenKey);
  token.set(null);
  me.set(null);
  connection.set({ state: "closed", attempt: 0, everReady: false });
}

export function myId(): Id {
  return me.get()?.id ?? "";
}
