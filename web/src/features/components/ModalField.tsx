import { Check, Paperclip, X } from "lucide-react";
import { useId, useRef, type ReactNode } from "react";
import { notify } from "../../stores/overlays";
import { formatBytes } from "../../ui/format";
import { ComponentType, isSelectType, type Choice, type Component } from "../../wire/components";
import type { Id } from "../../wire/types";
import { isRequired, type Answer, type Field } from "./modalForm";
import { Select } from "./Select";

interface Props {
  field: Field;
  channelId: Id;
  answer: Answer;
  error: string | undefined;
  onChange: (answer: Answer) => void;
}

/** One field of a form, with its label, what it is about, and what is wrong with it. */
export function ModalField({ field, channelId, answer, error, onChange }: Props) {
  const id = useId();
  const { part } = field;
  const note = error ? `${id}-error` : field.description ? `${id}-hint` : undefined;
  const label = <>{field.label}{isRequired(part) && <span className="needed" aria-hidden> *</span>}</>;
  const notes: ReactNode = <>
    {field.description && <p className="field__hint" id={`${id}-hint`}>{field.description}</p>}
    {error && <p className="field__error" id={`${id}-error`} role="alert">{error}</p>}
  </>;
  if (part.type === ComponentType.checkbox) {
    return (
      <div className="field" data-field={field.key}>
        <Tick kind="checkbox" name={id} label={field.label || "Yes"} description={field.description} checked={answer === true} onChange={(checked) => onChange(checked)} />
        {error && <p className="field__error" role="alert">{error}</p>}
      </div>
    );
  }
  if (part.type === ComponentType.radioGroup || part.type === ComponentType.checkboxGroup) {
    return (
      <fieldset className="field ticks" data-field={field.key} aria-describedby={note} aria-invalid={!!error || undefined}>
        <legend className="field__label">{label}</legend>
        {notes}
        <Ticks part={part} name={id} answer={answer} onChange={onChange} />
      </fieldset>
    );
  }
  const labelId = `${id}-label`;
  return (
    <div className="field" data-field={field.key}>
      <label className="field__label" id={labelId} htmlFor={part.type === ComponentType.textInput ? id : undefined}>{label}</label>
      {notes}
      {part.type === ComponentType.textInput && <TextBox part={part} id={id} text={String(answer ?? "")} note={note} invalid={!!error} onChange={onChange} />}
      {part.type === ComponentType.fileUpload && <FileBox part={part} label={field.label} labelledBy={labelId} note={note} files={(answer ?? []) as readonly File[]} onChange={onChange} />}
      {isSelectType(part.type) && <Select part={part} channelId={channelId} inForm value={(answer ?? []) as readonly string[]} labelledBy={labelId} describedBy={note} invalid={!!error} onDone={onChange} />}
    </div>
  );
}

interface TextProps { part: Component; id: string; text: string; note: string | undefined; invalid: boolean; onChange: (text: string) => void }

function TextBox({ part, id, text, note, invalid, onChange }: TextProps) {
  const max = part.max_length ?? 4000;
  const left = max - [...text].length;
  const common = { id, className: "input", value: text, placeholder: part.placeholder, "aria-required": isRequired(part), "aria-invalid": invalid, "aria-describedby": note };
  return (
    <div className="text-box">
      {part.style === 2 ? <textarea rows={4} {...common} onChange={(event) => onChange(event.target.value)} />
        : <input type="text" autoComplete="off" {...common} onChange={(event) => onChange(event.target.value)} />}
      {left <= Math.max(20, max * 0.1) && <span className={`text-box__left ${left < 0 ? "text-box__left--over" : ""}`} aria-live="polite">{left}</span>}
    </div>
  );
}

const MaxFiles = 10;

function FileBox({ part, label, labelledBy, note, files, onChange }: { part: Component; label: string; labelledBy: string; note: string | undefined; files: readonly File[]; onChange: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const max = Math.min(MaxFiles, part.max_values ?? 1);
  const add = (incoming: readonly File[]) => {
    if (incoming.length + files.length > max && max > 1) notify(`Up to ${max} files.`);
    onChange(max === 1 ? incoming.slice(0, 1) : [...files, ...incoming].slice(0, max));
  };
  return (
    <div className="file-box" onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); add([...event.dataTransfer.files]); }}>
      <input ref={input} type="file" hidden aria-hidden tabIndex={-1} multiple={max > 1} accept={part.file_types?.map((type) => (/[./]/.test(type) ? type : `.${type}`)).join(",")} aria-label={label}
        onChange={(event) => { add([...(event.target.files ?? [])]); event.target.value = ""; }} />
      {files.map((file, index) => (
        <div key={`${file.name}-${index}`} className="file-box__file">
          <Paperclip size={15} aria-hidden /><span className="truncate">{file.name}</span><span className="muted">{formatBytes(file.size)}</span>
          <button type="button" className="icon-button icon-button--small" aria-label={`Remove ${file.name}`} onClick={() => onChange(files.filter((_, at) => at !== index))}><X size={15} /></button>
        </div>
      ))}
      {(files.length < max) && <button type="button" className="file-box__add" aria-describedby={[labelledBy, note].filter(Boolean).join(" ")} onClick={() => input.current?.click()}>
        <Paperclip size={16} aria-hidden /> {max > 1 ? "Choose files" : "Choose a file"}<span className="muted">or drop {max > 1 ? "them" : "it"} here</span>
      </button>}
    </div>
  );
}

function Ticks({ part, name, answer, onChange }: { part: Component; name: string; answer: Answer; onChange: (answer: Answer) => void }) {
  const options: readonly Choice[] = part.options ?? [];
  if (part.type === ComponentType.radioGroup) {
    return options.map((option) => <Tick key={option.value} kind="radio" name={name} label={option.label} description={option.description} checked={answer === option.value} onChange={() => onChange(option.value)} />);
  }
  const chosen = (answer ?? []) as readonly string[];
  const full = chosen.length >= (part.max_values ?? options.length);
  return options.map((option) => {
    const checked = chosen.includes(option.value);
    return <Tick key={option.value} kind="checkbox" name={name} label={option.label} description={option.description} checked={checked} disabled={full && !checked}
      onChange={(now) => onChange(now ? [...chosen, option.value] : chosen.filter((one) => one !== option.value))} />;
  });
}

function Tick({ kind, name, label, description, checked, disabled, onChange }: { kind: "radio" | "checkbox"; name: string; label: string; description?: string | undefined; checked: boolean; disabled?: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label className={`tick tick--${kind}`}>
      <input type={kind} name={name} checked={checked} disabled={disabled} onChange={(event) => onChange(event.target.checked)} />
      <span className="tick__mark" aria-hidden>{kind === "checkbox" && checked && <Check size={14} strokeWidth={3.2} />}</span>
      <span className="tick__text"><span>{label}</span>{description && <span className="tick__detail">{description}</span>}</span>
    </label>
  );
}
