// Emoji and sounds that people throw into a call, shown on their tile for a moment.
import { Volume2 } from "lucide-react";
import { useEffect, useState } from "react";
import { effects, type ShownEffect } from "../../stores/call";
import { useValue } from "../../stores/reactive";
import { emojiUrl } from "../../ui/pictures";
import type { Id } from "../../wire/types";

const ShownMs = 3_000;
const MaxAtOnce = 5;

export function TileEffects({ channelId, userId }: { channelId: Id; userId: Id }) {
  const all = useValue(effects);
  const [, again] = useState(0);
  const now = Date.now();
  const shown = all.filter((effect) => effect.channel_id === channelId && effect.user_id === userId && now - effect.at < ShownMs).slice(-MaxAtOnce);
  const newest = shown.at(-1)?.key;
  useEffect(() => {
    if (newest === undefined) return;
    const timer = setTimeout(() => again((value) => value + 1), ShownMs + 50);
    return () => clearTimeout(timer);
  }, [newest]);
  if (shown.length === 0) return null;
  return <div className="effects" aria-hidden>{shown.map((effect) => <Effect key={effect.key} effect={effect} />)}</div>;
}

function Effect({ effect }: { effect: ShownEffect }) {
  const { emoji } = effect;
  const way = { "--way": `${((effect.key * 37) % 60) - 30}px` } as React.CSSProperties;
  if (emoji?.id) return <img className="effect" style={way} src={emojiUrl(emoji.id, emoji.animated)} alt="" />;
  if (emoji?.name) return <span className="effect" style={way}>{emoji.name}</span>;
  return <span className="effect effect--sound" style={way}><Volume2 size={26} /></span>;
}
