import { useState } from "react";
import { explain } from "../../api/errors";
import { messages as routes } from "../../api/routes";
import { editing } from "../../stores/composing";
import { withChanged, type LogMessage } from "../../stores/messageLog";
import { changeLog } from "../../stores/messages";
import { notify } from "../../stores/overlays";
import { focusComposer, remove } from "./actions";
import { fromWire, toWire } from "./mentionText";
import { MessageInput } from "./MessageInput";
import { namesIn } from "./names";

/** Editing happens where the message stands. */
export function EditBox({ message }: { message: LogMessage; guildId: string | null }) {
  const [text, setText] = useState(() => fromWire(message.content, namesIn(message.channel_id)));

  const close = () => {
    editing.set(null);
    focusComposer();
  };

  const save = async () => {
    const content = toWire(text.trim(), namesIn(message.channel_id));
    if (content === message.content) return close();
    if (content === "" && !message.attachments?.length) return remove(message);
    const before = message.content;
    changeLog(message.channel_id, (log) => withChanged(log, message.id, (m) => ({ ...m, content })));
    close();
    try {
      await routes.edit(message.channel_id, message.id, { content });
    } catch (error) {
      changeLog(message.channel_id, (log) => withChanged(log, message.id, (m) => ({ ...m, content: before })));
      notify(explain(error), "danger");
    }
  };

  return (
    <div className="edit-box">
      <MessageInput channelId={message.channel_id} value={text} label="Edit message" autoFocus onChange={setText} onSubmit={() => void save()} onEscape={close} />
      <p className="edit-box__hint">
        <kbd>Esc</kbd> to <button type="button" className="link" onClick={close}>cancel</button>, <kbd>Enter</kbd> to <button type="button" className="link" onClick={() => void save()}>save</button>
      </p>
    </div>
  );
}
