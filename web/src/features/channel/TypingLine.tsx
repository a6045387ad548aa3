import { Timer } from "lucide-react";
import { useEffect, useState } from "react";
import { membersOf, users } from "../../stores/entities";
import { nameIn } from "../../stores/names";
import { useComputed } from "../../stores/reactive";
import { typing } from "../../stores/typing";
import type { Channel } from "../../wire/types";

export function TypingLine({ channel, slowUntil }: { channel: Channel; slowUntil: number }) {
  const guildId = channel.guild_id ?? "";
  const text = useComputed([typing, users, membersOf.of(guildId)], () => {
    const names = [...(typing.get(channel.id)?.keys() ?? [])].map((id) => nameIn(guildId, id) ?? "Someone");
    if (names.length === 0) return "";
    if (names.length === 1) return `${names[0]} is typing`;
    if (names.length <= 3) return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]} are typing`;
    return "Several people are typing";
  });
  return (
    <div className="typing-line" aria-live="polite">
      {text && <><span className="typing-line__dots" aria-hidden><i /><i /><i /></span><span className="truncate">{text}</span></>}
      {!!channel.rate_limit_per_user && <SlowMode seconds={channel.rate_limit_per_user} until={slowUntil} />}
    </div>
  );
}

function SlowMode({ seconds, until }: { seconds: number; until: number }) {
  const [now, setNow] = useState(Date.now());
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  useEffect(() => {
    if (until <= Date.now()) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [until]);
  return <span className="slow-mode"><Timer size={13} /> {left > 0 ? `Slow mode, ${left} s` : `Slow mode: a message every ${seconds} s`}</span>;
}
