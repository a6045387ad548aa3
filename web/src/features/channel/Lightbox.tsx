import { Dialog as Base } from "@base-ui/react/dialog";
import { ChevronLeft, ChevronRight, Download, ExternalLink, X } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import type { Attachment } from "../../wire/types";

export default function Lightbox({ images, index, onClose }: { images: readonly Attachment[]; index: number; onClose: () => void }) {
  const [at, setAt] = useState(index);
  const image = images[at];
  if (!image) return null;
  const move = (by: number) => setAt((now) => (now + by + images.length) % images.length);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowRight") move(1);
    if (event.key === "ArrowLeft") move(-1);
  };
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim scrim--deep" />
        <Base.Popup className="lightbox" aria-label={image.description || image.filename} onKeyDown={onKeyDown} onClick={(event) => event.target === event.currentTarget && onClose()}>
          <img key={image.id} src={image.url} alt={image.description || image.filename} />
          {images.length > 1 && <>
            <button type="button" className="lightbox__step lightbox__step--back" aria-label="Previous picture" onClick={() => move(-1)}><ChevronLeft size={26} /></button>
            <button type="button" className="lightbox__step lightbox__step--next" aria-label="Next picture" onClick={() => move(1)}><ChevronRight size={26} /></button>
          </>}
          <div className="lightbox__bar">
            <span className="truncate">{image.filename}{images.length > 1 ? ` · ${at + 1} of ${images.length}` : ""}</span>
            <a className="icon-button" href={image.url} target="_blank" rel="noopener noreferrer" aria-label="Open in a new tab"><ExternalLink size={18} /></a>
            <a className="icon-button" href={image.url} download={image.filename} aria-label="Download"><Download size={18} /></a>
            <Base.Close className="icon-button" aria-label="Close"><X size={20} /></Base.Close>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
