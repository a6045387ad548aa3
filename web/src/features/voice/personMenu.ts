import { Value } from "../../stores/reactive";
import type { Id } from "../../wire/types";

/** The card of volume and moderation of one person, at the pointer or beside a button. */
export interface PersonMenu {
  userId: Id;
  guildId: Id | null;
  channelId: Id;
  anchor: DOMRect;
}

export const personMenu = new Value<PersonMenu | null>(null);

export function showPersonMenu(menu: PersonMenu): void {
  personMenu.set(menu);
}
