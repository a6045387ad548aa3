import { Popover } from "@base-ui/react/popover";
import { Pin, X } from "lucide-react";
import { useEffect, useState } from "react";
import { explain } from "../../api/errors";
import { messages as routes } from "../../api/routes";
import { useMayInChannel } from "../../stores/access";
import { jumpTo, rememberAuthors } from "../../stores/messages";
import { Avatar } from "../../ui/Avatar";
import { IconButton } from "../../ui/Button";
import { formatWhen } from "../../ui/format";
import { Permission } from "../../wire/permissions";
import type { Channel, Message } from "../../wire/types";
import { Markdown } from "../markdown/Markdown";
import { toLogMessage } from "../../stores/messageLog";
import { togglePin } from "./actions";
import { AuthorName } from "./MessageView";

export function PinsButton({ channel }: { channel: Channel }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger render={<IconButton label="Pinned messages" icon={<Pin size={18} />} />} />
      <Popover.Portal>
        <Popover.Positioner className="positioner" align="end" sideOffset={8} collisionPadding={8}>
          <Popover.Popup className="popup popup--pins" aria-label="Pinned messages">
            {isOpen && <Pins channel={channel} close={() => setOpen(false)} />}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Pins({ channel, close }: { channel: Channel; close: () => void }) {
  const [pins, setPins] = useState<Message[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const mayUnpin = useMayInChannel(channel.id, Permission.manageMessages);

  useEffect(() => {
    routes.pins(channel.id).then((found) => {
      found.forEach(rememberAuthors);
      setPins(found);
    }, (failure: unknown) => setError(explain(failure)));
  }, [channel.id, channel.last_pin_timestamp]);

  return (
    <div className="pins">
      <h2 className="pins__title">Pinned in #{channel.name}</h2>
      {error && <p className="field__error">{error}</p>}
      {!pins && !error && <div className="pins__wait"><span className="spinner" /></div>}
      {pins?.length === 0 && (
        <div className="empty"><span className="empty__art"><Pin size={24} /></span><p className="empty__title">Nothing pinned yet</p>
          <p className="empty__text">Pin what newcomers should read first: open a message's menu and choose "Pin to channel".</p></div>
      )}
      <ul className="pins__list scroll">
        {pins?.map((message) => (
          <li key={message.id} className="pins__item">
            <Avatar user={message.author} size={32} />
            <div className="pins__body">
              <div className="message__head"><AuthorName message={toLogMessage(message)} guildId={channel.guild_id ?? null} /><time className="message__time">{formatWhen(Date.parse(message.timestamp))}</time></div>
              <div className="pins__text"><Markdown text={message.content || (message.attachments?.length ? "*Attachment*" : "")} guildId={channel.guild_id} /></div>
              <div className="pins__tools">
                <button type="button" className="link" onClick={() => { close(); jumpTo(channel.id, message.id); }}>Jump to it</button>
                {mayUnpin && <button type="button" className="link link--quiet" onClick={() => void togglePin({ ...toLogMessage(message), pinned: true }).then(() => setPins((now) => now?.filter((m) => m.id !== message.id) ?? null))}><X size={12} /> Unpin</button>}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
