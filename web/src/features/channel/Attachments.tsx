import { Download, File, FileArchive, FileAudio, FileCode, FileText, X } from "lucide-react";
import { memo, useEffect, useState, type CSSProperties } from "react";
import type { LogMessage } from "../../stores/messageLog";
import { discard } from "../../stores/outbox";
import { open } from "../../stores/overlays";
import { formatBytes } from "../../ui/format";
import type { Attachment } from "../../wire/types";

const MaxWidth = 460;
const MaxHeight = 340;

export const isImage = (attachment: Attachment) =>
  /^image\/(png|jpe?g|gif|webp|avif|bmp)/.test(attachment.content_type ?? "") || (!attachment.content_type && /\.(png|jpe?g|gif|webp|avif)$/i.test(attachment.filename));
const isVideo = (attachment: Attachment) => /^video\/(mp4|webm|quicktime|ogg)/.test(attachment.content_type ?? "");
const isAudio = (attachment: Attachment) => /^audio\//.test(attachment.content_type ?? "");

export const Attachments = memo(function Attachments({ attachments }: { attachments: Attachment[] | undefined }) {
  if (!attachments?.length) return null;
  const images = attachments.filter(isImage);
  const others = attachments.filter((attachment) => !isImage(attachment));
  return (
    <div className="attachments">
      {images.length > 0 && (
        <div className={images.length > 1 ? "gallery" : ""} data-count={Math.min(images.length, 4)}>
          {images.map((image, index) => (
            <button key={image.id} type="button" className="picture" style={images.length === 1 ? fit(image) : undefined}
              aria-label={`Open picture ${image.description || image.filename}`} onClick={() => open({ kind: "lightbox", images, index })}>
              <img src={image.url} alt={image.description || image.filename} loading="lazy" draggable={false} />
            </button>
          ))}
        </div>
      )}
      {others.map((attachment) => <OneFile key={attachment.id} attachment={attachment} />)}
    </div>
  );
});

/** The box is known before the picture is, so nothing moves when it arrives. */
function fit({ width, height }: Attachment): CSSProperties {
  if (!width || !height) return { maxWidth: MaxWidth, minHeight: 80 };
  const scale = Math.min(1, MaxWidth / width, MaxHeight / height);
  return { width: Math.max(48, Math.round(width * scale)), aspectRatio: `${width} / ${height}` };
}

function OneFile({ attachment }: { attachment: Attachment }) {
  if (isVideo(attachment)) {
    return <video className="video" src={attachment.url} controls preload="metadata" style={fit(attachment)} aria-label={attachment.filename} />;
  }
  return (
    <div className="file-card">
      <span className="file-card__icon" aria-hidden>{fileIcon(attachment.filename, attachment.content_type)}</span>
      <div className="file-card__text">
        <a className="truncate" href={attachment.url} target="_blank" rel="noopener noreferrer">{attachment.filename}</a>
        <span className="muted">{formatBytes(attachment.size)}</span>
        {isAudio(attachment) && <audio controls preload="none" src={attachment.url} aria-label={attachment.filename} />}
      </div>
      <a className="icon-button" href={attachment.url} download={attachment.filename} aria-label={`Download ${attachment.filename}`}><Download size={18} /></a>
    </div>
  );
}

export function fileIcon(name: string, type = "") {
  if (type.startsWith("audio/")) return <FileAudio size={22} />;
  if (/\.(zip|gz|tar|7z|rar|xz|zst)$/i.test(name)) return <FileArchive size={22} />;
  if (/\.(js|ts|tsx|cs|py|rs|go|java|c|h|cpp|json|ya?ml|toml|sh|css|html)$/i.test(name)) return <FileCode size={22} />;
  if (/\.(txt|md|pdf|docx?|odt|rtf|log|csv)$/i.test(name)) return <FileText size={22} />;
  return <File size={22} />;
}

/** Files of a message that is still on its way: their names, how far they are, and a way to stop. */
export function PendingFiles({ message }: { message: LogMessage }) {
  const files = message.local?.files ?? [];
  if (files.length === 0) return null;
  const sending = message.local?.state === "sending";
  const percent = Math.round((message.local?.progress ?? 0) * 100);
  return (
    <div className="attachments">
      {files.map((file, index) => (
        <div key={index} className="file-card">
          <LocalPicture file={file} />
          <div className="file-card__text">
            <span className="truncate">{file.name}</span>
            <span className="muted">{sending ? `${percent}% of ${formatBytes(file.size)}` : formatBytes(file.size)}</span>
            {sending && <div className="progress" role="progressbar" aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100} aria-label={`Sending ${file.name}`}><span style={{ width: `${percent}%` }} /></div>}
          </div>
          {sending && index === 0 && <button type="button" className="icon-button" aria-label="Cancel sending" onClick={() => discard(message.channel_id, message.key)}><X size={18} /></button>}
        </div>
      ))}
    </div>
  );
}

export function LocalPicture({ file, size = 40 }: { file: File; size?: number }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!file.type.startsWith("image/")) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url ? <img className="local-picture" src={url} alt="" style={{ width: size, height: size }} />
    : <span className="file-card__icon" aria-hidden>{fileIcon(file.name, file.type)}</span>;
}
