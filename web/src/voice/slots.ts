// What each receiving section of the connection carries now. Sections never change; whose media flows in them does.
import type { Id } from "../wire/types";
import type { MediaKind, Slot } from "./protocol";

export interface Held { kind: MediaKind; userId: Id }

export class Slots {
  readonly #held = new Map<string, Held>();

  /** Takes in what the server says; sections that it does not name stay as they are. Returns those that changed. */
  take(slots: readonly Slot[]): string[] {
    const changed: string[] = [];
    for (const { mid, kind, user_id: userId } of slots) {
      const before = this.#held.get(mid);
      if (before?.userId === (userId ?? undefined) && before?.kind === (userId ? kind : undefined)) continue;
      if (userId) this.#held.set(mid, { kind, userId });
      else this.#held.delete(mid);
      changed.push(mid);
    }
    return changed;
  }

  at(mid: string): Held | undefined {
    return this.#held.get(mid);
  }

  /** The sections that carry this of somebody. */
  midsOf(userId: Id, kind: MediaKind): string[] {
    return [...this.#held].flatMap(([mid, held]) => (held.userId === userId && held.kind === kind ? [mid] : []));
  }

  entries(): [string, Held][] {
    return [...this.#held];
  }

  clear(): void {
    this.#held.clear();
  }
}
