import { ImagePlus, Trash2 } from "lucide-react";
import { useRef } from "react";
import { toDataUri } from "../../api/upload";
import { notify } from "../../stores/overlays";
import { Button } from "../../ui/Button";
import { initials } from "../../ui/pictures";

const MaxBytes = 8 * 1024 * 1024;

interface Props {
  label: string;
  /** A data URI or an address, or null for none. */
  value: string | null;
  shape: "round" | "square";
  fallback: string;
  onChange: (value: string | null) => void;
}

export function PictureField({ label, value, shape, fallback, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    if (!/^image\/(png|jpeg|gif|webp)$/.test(file.type)) return notify("Choose a PNG, JPEG, GIF or WebP picture.", "danger");
    if (file.size > MaxBytes) return notify("That picture is larger than 8 MB.", "danger");
    onChange(await toDataUri(file));
  };
  return (
    <div className="picture-field">
      <button type="button" className={`picture-field__preview picture-field__preview--${shape}`} aria-label={`Choose ${label.toLowerCase()}`} onClick={() => input.current?.click()}>
        {value ? <img src={value} alt="" /> : <span>{initials(fallback || "?")}</span>}
        <span className="picture-field__hover" aria-hidden><ImagePlus size={20} /></span>
      </button>
      <div>
        <div className="field__label">{label}</div>
        <div className="picture-field__buttons">
          <Button small onClick={() => input.current?.click()}>{value ? "Change" : "Choose a picture"}</Button>
          {value && <Button small tone="plain" onClick={() => onChange(null)}><Trash2 size={14} /> Remove</Button>}
        </div>
      </div>
      <input ref={input} type="file" hidden accept="image/png,image/jpeg,image/gif,image/webp" onChange={(event) => { void choose(event.target.files?.[0]); event.target.value = ""; }} />
    </div>
  );
}
