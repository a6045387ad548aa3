import { ArrowUp, CheckCheck } from "lucide-react";
import { isAfter } from "../../wire/snowflake";
import { jump, jumpTo } from "../../stores/messages";
import { markRead } from "../../stores/readStates";
import type { MessageLog } from "../../stores/messageLog";
import type { Channel, Id } from "../../wire/types";
import { formatWhen } from "../../ui/format";
import { timeOfId } from "../../wire/snowflake";

interface Props {
  channel: Channel;
  log: MessageLog;
  newAfter: Id | null;
  onDone: () => void;
}

/** Says how much is new when more is new than fits, and leads to where it begins. */
export function NewBar({ channel, log, newAfter, onDone }: Props) {
  if (newAfter === null || !log.loaded) return null;
  const fresh = log.messages.filter((m) => !m.local && isAfter(m.id, newAfter));
  if (fresh.length < 12) return null;
  const known = log.messages.length > fresh.length || log.atStart;
  const first = fresh[0];
  const goThere = () => {
    if (known && first) jump.set({ channelId: channel.id, messageId: first.id, at: Date.now() });
    else jumpTo(channel.id, newAfter);
  };
  const done = () => {
    if (channel.last_message_id) markRead(channel.id, channel.last_message_id);
    onDone();
  };
  return (
    <div className="new-bar">
      <button type="button" onClick={goThere}>
        <ArrowUp size={15} /> {fresh.length}{known ? "" : "+"} new since {formatWhen(timeOfId(newAfter))}
      </button>
      <button type="button" onClick={done}>Mark as read <CheckCheck size={15} /></button>
    </div>
  );
}
