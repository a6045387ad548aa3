// Who comes into the call and who goes, in words for screen readers and by a soft tone.
import { call, own, peopleIn, voiceStatesOf } from "../../stores/call";
import { nameIn } from "../../stores/names";
import { announcement } from "../../stores/overlays";
import { myId } from "../../stores/session";
import type { Id } from "../../wire/types";
import { chimeOnce } from "./ring";

/** In a crowd nobody counts who comes. */
const MostPeople = 25;

/** Who is new and who is missing, between two moments. */
export function comings(before: ReadonlySet<Id>, now: ReadonlySet<Id>): { came: Id[]; went: Id[] } {
  return { came: [...now].filter((id) => !before.has(id)), went: [...before].filter((id) => !now.has(id)) };
}

/** Follows one call until the answer is called. */
export function watchComings(owner: Id, guildId: Id | null, channelId: Id): () => void {
  const others = () => new Set(peopleIn(owner, channelId).map((state) => state.user_id).filter((id) => id !== myId()));
  let known = others();
  return voiceStatesOf.of(owner).subscribe(() => {
    const now = others();
    const { came, went } = comings(known, now);
    known = now;
    if (came.length + went.length === 0 || now.size > MostPeople || call.get().phase !== "connected") return;
    const said = [...came.map((id) => `${nameIn(guildId, id) ?? "Someone"} joined`), ...went.map((id) => `${nameIn(guildId, id) ?? "Someone"} left`)];
    announcement.set(said.join(", "));
    if (!own.get().deafened) chimeOnce(came.length > 0);
  });
}
