import { X } from "lucide-react";
import { useId, useState } from "react";

const Most = 5;

interface Props { value: string[]; onChange: (value: string[]) => void; error?: string | undefined }

/** Up to five words that say what an application is about. */
export function TagsField({ value, onChange, error }: Props) {
  const id = useId();
  const [text, setText] = useState("");
  const add = () => {
    const tag = text.trim();
    if (tag && !value.some((one) => one.toLowerCase() === tag.toLowerCase())) onChange([...value, tag].slice(0, Most));
    setText("");
  };
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>Tags</label>
      <div className="input tags-field" data-invalid={!!error || undefined}>
        {value.map((tag) => (
          <span key={tag} className="tag-chip">{tag}<button type="button" aria-label={`Remove tag ${tag}`} onClick={() => onChange(value.filter((one) => one !== tag))}><X size={13} /></button></span>
        ))}
        {value.length < Most && <input id={id} value={text} maxLength={20} placeholder={value.length === 0 ? "music, moderation, …" : "Another"} onChange={(event) => setText(event.target.value)} onBlur={add} onKeyDown={(event) => {
          if (event.key === "Enter" || event.key === ",") { event.preventDefault(); add(); }
          if (event.key === "Backspace" && text === "") onChange(value.slice(0, -1));
        }} />}
      </div>
      <p className={error ? "field__error" : "field__hint"}>{error ?? `Up to five; Enter adds one. People find it by them.`}</p>
    </div>
  );
}
