// Short sounds played to everybody in the call.
import { Popover } from "@base-ui/react/popover";
import { useEffect, useState, type ReactElement } from "react";
import { explain } from "../../api/errors";
import { soundboard } from "../../api/voice";
import { attempt } from "../../stores/attempt";
import { playSound } from "../../stores/call";
import { emojiUrl } from "../../ui/pictures";
import type { Channel } from "../../wire/types";
import type { SoundboardSound } from "../../wire/voice";

export function Soundboard({ channel, trigger }: { channel: Channel; trigger: ReactElement<Record<string, unknown>> }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner className="positioner" side="top" align="center" sideOffset={10} collisionPadding={8}>
          <Popover.Popup className="popup popup--sounds" aria-label="Soundboard">{isOpen && <Sounds channel={channel} />}</Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Sounds({ channel }: { channel: Channel }) {
  const [sounds, setSounds] = useState<SoundboardSound[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const guildId = channel.guild_id;
  useEffect(() => {
    let wanted = true;
    Promise.all([guildId ? soundboard.ofGuild(guildId) : [], soundboard.defaults()]).then(
      ([own, everywhere]) => wanted && setSounds([...own.filter((sound) => sound.available), ...everywhere]),
      (failure: unknown) => wanted && setError(explain(failure)));
    return () => { wanted = false; };
  }, [guildId]);
  if (error) return <p className="field__error">{error}</p>;
  if (!sounds) return <span className="spinner" role="status" aria-label="Loading" />;
  if (sounds.length === 0) return <p className="muted">There are no sounds here yet.</p>;
  return (
    <ul className="sounds scroll">
      {sounds.map((sound) => (
        <li key={sound.sound_id}><button type="button" className="sound" onClick={() => attempt(playSound(channel.id, sound.sound_id, sound.guild_id))}>
          {sound.emoji_id ? <img src={emojiUrl(sound.emoji_id)} alt="" width={20} height={20} /> : <span className="sound__emoji" aria-hidden>{sound.emoji_name ?? "🔊"}</span>}
          <span className="truncate">{sound.name}</span>
        </button></li>
      ))}
    </ul>
  );
}
