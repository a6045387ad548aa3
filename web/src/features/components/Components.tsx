// What applications put below or in place of a message's text. Everything here was written by strangers: texts are markdown
// without HTML, links are http(s) only, colours are numbers, and what is nested too deep is left out.
import { AlertCircle, Download, ExternalLink, Gem } from "lucide-react";
import { createContext, memo, useContext, useMemo, useState, type CSSProperties, type ReactNode } from "react";
import { interact, pending, forget } from "../../stores/interactions";
import type { LogMessage } from "../../stores/messageLog";
import { open } from "../../stores/overlays";
import { useDerived } from "../../stores/reactive";
import { formatBytes } from "../../ui/format";
import { InteractionType } from "../../wire/commands";
import { ButtonStyle, ComponentType, MaxDepth, isSelectType, safeColor, safeLink, safeMedia, type Component, type GalleryItem, type Media } from "../../wire/components";
import { isHook, type Attachment } from "../../wire/types";
import { fileIcon } from "../channel/Attachments";
import { Markdown } from "../markdown/Markdown";
import { EmojiView } from "./EmojiView";
import { Select } from "./Select";
import "./components.css";

interface Scene {
  message: LogMessage;
  guildId: string | null;
  /** The custom_id that is being answered just now. */
  busy: string | null;
  use: (component: Component, values?: string[]) => void;
}

const SceneContext = createContext<Scene | null>(null);

export default memo(function Components({ message, guildId }: { message: LogMessage; guildId: string | null }) {
  const rows = useDerived([pending], () => pending.values().filter((row) => row.messageId === message.id), [message.id]);
  const busy = rows.find((row) => row.state === "waiting")?.customId ?? null;
  const failure = busy === null ? rows.find((row) => row.state === "failed") : undefined;
  const scene = useMemo<Scene>(() => ({
    message, guildId, busy,
    use: (component, values) => {
      for (const row of pending.values()) if (row.messageId === message.id && row.state === "failed") forget(row.nonce);
      interact({
        kind: InteractionType.component, applicationId: message.application_id ?? (isHook(message) ? undefined : message.webhook_id) ?? message.author.id, channelId: message.channel_id,
        messageId: message.id, messageFlags: message.flags ?? 0, customId: component.custom_id ?? "",
        data: { component_type: component.type, custom_id: component.custom_id, ...(values ? { type: component.type, values } : {}) },
      });
    },
  }), [message, guildId, busy]);
  return (
    <SceneContext value={scene}>
      <div className="components"><Parts parts={message.components} depth={0} /></div>
      {failure && <p className="component-trouble" role="alert"><AlertCircle size={14} aria-hidden /> {failure.error}</p>}
    </SceneContext>
  );
});

function Parts({ parts, depth }: { parts: readonly Component[] | undefined; depth: number }) {
  if (depth > MaxDepth) return null;
  return parts?.map((part, index) => <Part key={part.id ?? `at-${index}`} part={part} depth={depth} />);
}

function Part({ part, depth }: { part: Component; depth: number }): ReactNode {
  const guildId = useContext(SceneContext)?.guildId ?? null;
  switch (part.type) {
    case ComponentType.actionRow: return <div className="action-row"><Parts parts={part.components} depth={depth + 1} /></div>;
    case ComponentType.button: return <ButtonPart button={part} />;
    case ComponentType.section: return (
      <div className="section-part">
        <div className="section-part__texts"><Parts parts={part.components} depth={depth + 1} /></div>
        {part.accessory && <div className="section-part__side"><Part part={part.accessory} depth={depth + 1} /></div>}
      </div>
    );
    case ComponentType.textDisplay: return <div className="text-part"><Markdown text={String(part.content ?? "")} guildId={guildId} /></div>;
    case ComponentType.thumbnail: return <Thumbnail part={part} />;
    case ComponentType.mediaGallery: return <Gallery items={part.items ?? []} />;
    case ComponentType.file: return <FilePart part={part} />;
    case ComponentType.separator: return (
      <div className={`separator-part ${part.divider === false ? "separator-part--blank" : ""} ${part.spacing === 2 ? "separator-part--large" : ""}`} role={part.divider === false ? undefined : "separator"} />
    );
    case ComponentType.container: return <Container part={part} depth={depth} />;
    default: return isSelectType(part.type) ? <SelectPart part={part} /> : null;
  }
}

function ButtonPart({ button }: { button: Component }) {
  const scene = useContext(SceneContext);
  const link = button.style === ButtonStyle.link ? safeLink(button.url) : null;
  const inside = <>{button.emoji && <EmojiView emoji={button.emoji} />}{button.label && <span className="truncate">{button.label}</span>}</>;
  // An emoji alone is the button's name.
  const name = button.label ? undefined : button.emoji?.name ?? "Button";
  if (button.style === ButtonStyle.link) {
    if (!link || button.disabled) return <button type="button" className="part-button part-button--2" disabled aria-label={name}>{inside}<ExternalLink size={14} aria-hidden /></button>;
    return <a className="part-button part-button--2" href={link} target="_blank" rel="noopener noreferrer nofollow" title={link} aria-label={name}>{inside}<ExternalLink size={14} aria-hidden /></a>;
  }
  if (button.style === ButtonStyle.premium) {
    return <button type="button" className="part-button part-button--1" disabled title="Part of an offer of this application"><Gem size={15} aria-hidden /> Premium</button>;
  }
  const style = button.style === ButtonStyle.primary || button.style === ButtonStyle.success || button.style === ButtonStyle.danger ? button.style : ButtonStyle.secondary;
  const busy = scene?.busy !== null && scene?.busy === button.custom_id;
  return (
    <button type="button" className={`part-button part-button--${style}`} disabled={button.disabled || scene?.busy !== null} aria-busy={busy || undefined}
      aria-label={name} onClick={() => scene?.use(button)}>
      {inside}
      {busy && <span className="part-button__dots" role="status" aria-label="Waiting for the application"><i /><i /><i /></span>}
    </button>
  );
}

function SelectPart({ part }: { part: Component }) {
  const scene = useContext(SceneContext);
  if (!scene) return null;
  return <Select key={JSON.stringify(part)} part={part} channelId={scene.message.channel_id} busy={scene.busy === part.custom_id} disabled={!!part.disabled || scene.busy !== null}
    onDone={(values) => scene.use(part, values)} />;
}

/** A curtain over what its author calls a spoiler; opening it is the reader's choice. */
function Curtain({ children, className = "" }: { children: ReactNode; className?: string }) {
  const [shown, show] = useState(false);
  if (shown) return children;
  return (
    <div className={`curtain ${className}`}>
      <div className="curtain__inside" aria-hidden inert>{children}</div>
      <button type="button" className="curtain__button" onClick={() => show(true)}><span>Spoiler</span></button>
    </div>
  );
}

const curtained = (spoiler: boolean | undefined, content: ReactNode, className?: string) => (spoiler ? <Curtain className={className}>{content}</Curtain> : content);

function Container({ part, depth }: { part: Component; depth: number }) {
  const color = safeColor(part.accent_color);
  return curtained(part.spoiler, (
    <section className={`container-part ${color ? "container-part--edged" : ""}`} style={color ? { "--edge": color } as CSSProperties : undefined}><Parts parts={part.components} depth={depth + 1} /></section>
  ), "curtain--block");
}

const asAttachment = (media: Media, url: string, description?: string | null): Attachment => ({
  id: media.attachment_id ?? url, filename: nameOf(url), size: 0, url, ...(description ? { description } : {}),
});

function nameOf(url: string): string {
  try {
    return decodeURIComponent(new URL(url, "https://x.invalid").pathname.split("/").pop() ?? "") || "File";
  } catch {
    return "File";
  }
}

const isVideo = (media: Media) => /^video\/(mp4|webm|quicktime|ogg)/.test(media.content_type ?? "");

function Thumbnail({ part }: { part: Component }) {
  const url = safeMedia(part.media);
  if (!url || !part.media) return null;
  const media = part.media;
  return curtained(part.spoiler, (
    <button type="button" className="thumbnail-part" aria-label={`Open picture ${part.description ?? ""}`.trim()} onClick={() => open({ kind: "lightbox", index: 0, images: [asAttachment(media, url, part.description)] })}>
      <img src={url} alt={part.description ?? ""} loading="lazy" draggable={false} />
    </button>
  ), "curtain--thumbnail");
}

const MaxItems = 10;

function Gallery({ items }: { items: readonly GalleryItem[] }) {
  const shown = items.slice(0, MaxItems).flatMap((item) => {
    const url = safeMedia(item.media);
    return url ? [{ item, url }] : [];
  });
  const pictures = shown.filter(({ item }) => !isVideo(item.media));
  const images = pictures.map(({ item, url }) => asAttachment(item.media, url, item.description));
  const single = shown.length === 1 ? shown[0]?.item.media : undefined;
  const style = single?.width && single.height ? { aspectRatio: `${single.width} / ${single.height}`, width: `min(100%, ${Math.min(520, single.width)}px)` } : undefined;
  return (
    <div className={`media-part ${single ? "media-part--single" : ""}`} data-count={shown.length}>
      {shown.map((entry, index) => {
        const { item, url } = entry;
        return (
          <div key={index} className="media-part__item" style={style}>
            {curtained(item.spoiler, isVideo(item.media)
              ? <video src={url} controls preload="metadata" aria-label={item.description ?? "Video"} />
              : <button type="button" aria-label={`Open picture ${item.description ?? ""}`.trim()} onClick={() => open({ kind: "lightbox", images, index: pictures.indexOf(entry) })}>
                <img src={url} alt={item.description ?? ""} loading="lazy" draggable={false} />
              </button>, "curtain--media")}
          </div>
        );
      })}
    </div>
  );
}

function FilePart({ part }: { part: Component }) {
  const url = safeMedia(part.file);
  if (!url) return null;
  const name = part.name ?? nameOf(url);
  return curtained(part.spoiler, (
    <div className="file-card">
      <span className="file-card__icon" aria-hidden>{fileIcon(name, part.file?.content_type)}</span>
      <div className="file-card__text">
        <a className="truncate" href={url} target="_blank" rel="noopener noreferrer">{name}</a>
        {part.size !== undefined && <span className="muted">{formatBytes(part.size)}</span>}
      </div>
      <a className="icon-button" href={url} download={name} aria-label={`Download ${name}`}><Download size={18} /></a>
    </div>
  ), "curtain--block");
}
