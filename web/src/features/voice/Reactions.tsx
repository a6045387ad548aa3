import { Music4, Smile } from "lucide-react";
import { attempt } from "../../stores/attempt";
import { throwEmoji } from "../../stores/call";
import { Permission } from "../../wire/permissions";
import type { Channel, Id } from "../../wire/types";
import { openEmojiPicker } from "../emoji/picker";
import { useMayInCall } from "./actions";
import { Round } from "./Round";
import { Soundboard } from "./Soundboard";

/** Lets one choose an emoji, and shows it to everybody in the call. */
export function pickReaction(channelId: Id, from: Element): void {
  openEmojiPicker(from, (emoji) => attempt(throwEmoji(channelId, { id: emoji.id, name: emoji.name })));
}

/** Emoji and short sounds for everybody in the call. */
export function Reactions({ channel }: { channel: Channel }) {
  const maySound = useMayInCall(Permission.useSoundboard);
  return <>
    <Round label="Throw an emoji" icon={<Smile size={21} />} onClick={(event) => pickReaction(channel.id, event.currentTarget)} />
    {maySound && <Soundboard channel={channel} trigger={<button type="button" className="round" aria-label="Soundboard"><Music4 size={20} /></button>} />}
  </>;
}
