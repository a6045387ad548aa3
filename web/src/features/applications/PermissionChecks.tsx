import { permissionSections } from "./permissions";

interface Props {
  value: bigint;
  onChange: (value: bigint) => void;
}

/** Every permission with a box to tick, in columns. */
export function PermissionChecks({ value, onChange }: Props) {
  return (
    <div className="checks-columns">
      {permissionSections.map((section) => (
        <fieldset key={section.title} className="checks">
          <legend>{section.title}</legend>
          {section.permissions.map(({ bit, name }) => (
            <Check key={name} text={name} checked={(value & bit) === bit} onChange={(on) => onChange(on ? value | bit : value & ~bit)} />
          ))}
        </fieldset>
      ))}
    </div>
  );
}

interface CheckProps { text: string; hint?: string; code?: boolean; checked: boolean; disabled?: boolean; onChange: (checked: boolean) => void }

export function Check({ text, hint, code, checked, disabled, onChange }: CheckProps) {
  return (
    <label className="check" data-disabled={disabled || undefined}>
      <input type="checkbox" checked={checked} disabled={disabled} onChange={(event) => onChange(event.target.checked)} />
      <span className={code ? "check__code" : undefined}>{text}{hint && <small>{hint}</small>}</span>
    </label>
  );
}
