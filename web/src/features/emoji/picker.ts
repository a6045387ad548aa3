// One emoji picker for the whole page; whoever needs one says where and what to do with the choice.
import { Value } from "../../stores/reactive";
import type { Emoji } from "../../wire/types";

export interface PickerRequest {
  anchor: DOMRect;
  onPick: (emoji: Emoji) => void;
}

export const picker = new Value<PickerRequest | null>(null);

export function openEmojiPicker(from: Element | null, onPick: (emoji: Emoji) => void): void {
  picker.set({ anchor: from?.getBoundingClientRect() ?? new DOMRect(innerWidth / 2, innerHeight / 2, 0, 0), onPick });
}
