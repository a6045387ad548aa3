// Renders a parsed message to React elements. No HTML string is ever made.
import { Fragment, memo, useMemo, useState, type ReactNode } from "react";
import { goToChannel } from "../../stores/navigation";
import { useChannel } from "../../stores/entities";
import { cssColor, useColorIn, useNameIn } from "../../stores/names";
import { rolesOf } from "../../stores/entities";
import { showProfile } from "../../stores/overlays";
import { useRow } from "../../stores/reactive";
import { myId } from "../../stores/session";
import { formatFull, formatStamp } from "../../ui/format";
import { emojiUrl } from "../../ui/pictures";
import { CodeBlock } from "./CodeBlock";
import { parseMarkdown, type Node } from "./rules";
import "./markdown.css";

interface Props {
  text: string;
  guildId?: string | null | undefined;
  /** Emoji alone on a line are shown large. */
  jumbo?: boolean;
  trailing?: ReactNode;
}

export const Markdown = memo(function Markdown({ text, guildId, jumbo, trailing }: Props) {
  const nodes = useMemo(() => parseMarkdown(text), [text]);
  const large = jumbo && isEmojiOnly(nodes);
  return (
    <div className={`markdown ${large ? "markdown--jumbo" : ""}`}>
      {renderAll(nodes, guildId)}
      {trailing}
    </div>
  );
});

function renderAll(nodes: readonly Node[], guildId: string | null | undefined): ReactNode[] {
  return nodes.map((node, index) => <Fragment key={index}>{render(node, guildId)}</Fragment>);
}

function render(node: Node, guildId: string | null | undefined): ReactNode {
  const inside = () => (Array.isArray(node.content) ? renderAll(node.content, guildId) : (node.content as string));
  switch (node.type) {
    case "text": return <Text text={node.content as string} />;
    case "lineBreak": return "\n";
    case "strong": return <strong>{inside()}</strong>;
    case "emphasis": return <em>{inside()}</em>;
    case "underline": return <u>{inside()}</u>;
    case "strike": return <s>{inside()}</s>;
    case "spoiler": return <Spoiler>{inside()}</Spoiler>;
    case "inlineCode": return <code className="inline-code">{node.content as string}</code>;
    case "codeBlock": return <CodeBlock lang={node.lang as string} code={node.content as string} />;
    case "quote": return <blockquote>{inside()}</blockquote>;
    case "heading": return <div className={`heading heading--${node.level as number}`} role={node.level ? "heading" : undefined} aria-level={node.level ? (node.level as number) + 3 : undefined}>{inside()}</div>;
    case "list": return <List node={node} guildId={guildId} />;
    case "link": return <a href={node.target as string} target="_blank" rel="noopener noreferrer nofollow" title={node.masked ? (node.target as string) : undefined}>{inside()}</a>;
    case "mention": return <Mention kind={node.kind as string} id={node.id as string} guildId={guildId} />;
    case "customEmoji": return <img className="emoji" src={emojiUrl(node.id as string, node.animated as boolean)} alt={`:${node.name as string}:`} title={`:${node.name as string}:`} draggable={false} loading="lazy" />;
    case "timestamp": return <Stamp seconds={node.seconds as number} style={node.style as string} />;
    default: return null;
  }
}

const EmojiRun = /(\p{Extended_Pictographic}(?:\ufe0f|\u200d\p{Extended_Pictographic}|[\u{1f3fb}-\u{1f3ff}])*|[\u{1f1e6}-\u{1f1ff}]{2})/gu;

/** Emoji get a class of their own, for their font and size. */
function Text({ text }: { text: string }) {
  if (!/[\u203c-\u3299\u{1f000}-\u{1faff}]/u.test(text)) return text;
  return text.split(EmojiRun).map((part, index) => (index % 2 ? <span key={index} className="emoji-text">{part}</span> : part));
}

function List({ node, guildId }: { node: Node; guildId: string | null | undefined }) {
  const items = (node.items as Node[][]).map((item, index) => <li key={index}>{renderAll(item, guildId)}</li>);
  return node.ordered ? <ol start={node.start as number}>{items}</ol> : <ul>{items}</ul>;
}

function Spoiler({ children }: { children: ReactNode }) {
  const [shown, show] = useState(false);
  if (shown) return <span className="spoiler spoiler--shown">{children}</span>;
  return (
    <span className="spoiler" role="button" tabIndex={0} aria-label="Hidden text. Show it."
      onClick={(event) => { event.preventDefault(); show(true); }}
      onKeyDown={(event) => (event.key === "Enter" || event.key === " ") && show(true)}>
      <span aria-hidden inert>{children}</span>
    </span>
  );
}

function Stamp({ seconds, style }: { seconds: number; style: string }) {
  const ms = seconds * 1000;
  if (!Number.isFinite(new Date(ms).getTime())) return <span>{`<t:${seconds}>`}</span>;
  return <time className="stamp" dateTime={new Date(ms).toISOString()} title={formatFull(ms)}>{formatStamp(ms, style)}</time>;
}

function Mention({ kind, id, guildId }: { kind: string; id: string; guildId: string | null | undefined }) {
  if (kind === "channel") return <ChannelMention id={id} />;
  if (kind === "role") return <RoleMention id={id} guildId={guildId} />;
  if (kind === "everyone") return <span className="mention mention--me">@{id}</span>;
  return <UserMention id={id} guildId={guildId} />;
}

function UserMention({ id, guildId }: { id: string; guildId: string | null | undefined }) {
  const name = useNameIn(guildId, id);
  const color = useColorIn(guildId, id);
  return (
    <button type="button" className={`mention ${id === myId() ? "mention--me" : ""}`} style={color ? { "--mention": color } as React.CSSProperties : undefined}
      onClick={(event) => showProfile(id, guildId ?? null, event.currentTarget)}>
      @{name ?? "someone"}
    </button>
  );
}

function RoleMention({ id, guildId }: { id: string; guildId: string | null | undefined }) {
  const role = useRow(rolesOf.of(guildId ?? ""), id);
  const style = role?.color ? { "--mention": cssColor(role.color) } as React.CSSProperties : undefined;
  return <span className="mention" style={style}>@{role?.name ?? "deleted role"}</span>;
}

function ChannelMention({ id }: { id: string }) {
  const channel = useChannel(id);
  if (!channel) return <span className="mention mention--unknown">#unknown</span>;
  return (
    <button type="button" className="mention" onClick={() => goToChannel(channel.guild_id ?? "@me", channel.id)}>#{channel.name}</button>
  );
}

function isEmojiOnly(nodes: readonly Node[]): boolean {
  let count = 0;
  for (const node of nodes) {
    if (node.type === "customEmoji") count++;
    else if (node.type === "text") {
      const text = node.content as string;
      if (text.replace(EmojiRun, "").trim() !== "") return false;
      count += text.match(EmojiRun)?.length ?? 0;
    } else return false;
  }
  return count > 0 && count <= 24;
}
