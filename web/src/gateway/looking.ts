// What this tab has open: the guild on screen gets everything, the others say in short what has changed. A guild that was left
// behind stays open for a moment, since people go back and forth.
import { call } from "../stores/call";
import { guilds } from "../stores/entities";
import { memberLists } from "../stores/memberLists";
import { markGuildStale } from "../stores/messages";
import { route } from "../stores/navigation";
import type { Id } from "../wire/types";
import { Op } from "./protocol";

/** Bit 14 of the capabilities: PASSIVE_UPDATE_V2 is understood. */
export const PassiveGuildUpdateV2 = 1 << 14;

const GraceMs = 15_000;

export type Range = readonly [number, number];

interface Look { typing: boolean; activities: boolean; threads: boolean; channels: Record<Id, Range[]> }

export class Looking {
  readonly #open = new Map<Id, ReturnType<typeof setTimeout> | null>();
  #ranges: { guildId: Id; channelId: Id; ranges: Range[] } | null = null;

  constructor(private readonly send: (op: number, d: unknown) => boolean) {}

  /** A new session looks at nothing; each guild is opened when it arrives. */
  begin(): void {
    for (const grace of this.#open.values()) if (grace) clearTimeout(grace);
    this.#open.clear();
    memberLists.clear();
  }

  /** The guild on screen, as far as it is there; others begin their grace. */
  follow(current: Id | null): void {
    for (const [guildId, grace] of this.#open) {
      if (guildId !== current && grace === null) this.#open.set(guildId, setTimeout(() => this.#leave(guildId), GraceMs));
    }
    if (!current || !guilds.has(current)) return;
    const grace = this.#open.get(current);
    if (grace === null) return;
    if (grace) clearTimeout(grace);
    const known = grace !== undefined;
    this.#open.set(current, null);
    if (!known) this.#say(current, true);
  }

  /** Says again what is open, after the connection was away for a moment: something may have been lost with it. */
  again(): void {
    for (const guildId of this.#open.keys()) this.#say(guildId, true);
  }

  /** The rows of a channel's member list that are on screen. */
  show(guildId: Id, channelId: Id, ranges: Range[]): void {
    this.#ranges = { guildId, channelId, ranges };
    if (this.#open.get(guildId) === null) this.#say(guildId, true);
  }

  #leave(guildId: Id): void {
    // Whoever is in a call there wants to see who comes and goes.
    if (call.get().guildId === guildId && call.get().phase !== "failed") {
      this.#open.set(guildId, setTimeout(() => this.#leave(guildId), GraceMs));
      return;
    }
    this.#open.delete(guildId);
    if (this.#ranges?.guildId === guildId) this.#ranges = null;
    this.#say(guildId, false);
    memberLists.delete(guildId);
    // From now on its messages do not come, so what is in memory ends somewhere.
    markGuildStale(guildId);
  }

  #say(guildId: Id, opens: boolean): void {
    const shown = this.#ranges;
    const channels = opens && shown?.guildId === guildId ? { [shown.channelId]: shown.ranges } : {};
    const look: Look = { typing: opens, activities: opens, threads: opens, channels };
    this.send(Op.guildSubscriptionsBulk, { subscriptions: { [guildId]: look } });
  }
}

/** The guild that the address bar names. */
export function guildOnScreen(): Id | null {
  const where = route.get();
  return where.page === "channel" ? where.guildId : null;
}
