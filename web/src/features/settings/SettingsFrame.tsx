import { Dialog as Base } from "@base-ui/react/dialog";
import { ChevronLeft, X } from "lucide-react";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { IconButton } from "../../ui/Button";
import "./settings.css";

export interface SettingsTab {
  id: string;
  text: string;
  icon: ReactNode;
  view: () => ReactNode;
}

interface Props {
  title: string;
  tabs: readonly (SettingsTab | false)[];
  initial?: string | undefined;
  onClose: () => void;
  foot?: ReactNode;
}

/** A large dialog with its sections at the side; on a phone first the sections, then one of them. */
export function SettingsFrame({ title, tabs, initial, onClose, foot }: Props) {
  const shown = tabs.filter((tab) => tab !== false);
  const [chosen, setChosen] = useState<string | null>(initial ?? null);
  const current = shown.find((tab) => tab.id === chosen) ?? shown[0];
  if (!current) return null;
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup className="settings" data-chosen={chosen !== null}>
          <nav className="settings__nav scroll" aria-label={title}>
            <Base.Title className="settings__title truncate">{title}</Base.Title>
            <div role="tablist" aria-orientation="vertical" onKeyDown={walkTabs}>
              {shown.map((tab) => (
                <button key={tab.id} type="button" role="tab" id={`tab-${tab.id}`} aria-selected={tab.id === current.id} aria-controls="settings-panel" tabIndex={tab.id === current.id ? 0 : -1} className="settings__tab" onClick={() => setChosen(tab.id)}>{tab.icon}{tab.text}</button>
              ))}
            </div>
            {foot && <div className="settings__foot">{foot}</div>}
          </nav>
          <section className="settings__panel" id="settings-panel" role="tabpanel" aria-labelledby={`tab-${current.id}`}>
            <header className="settings__head">
              <span className="only-phone"><IconButton label="Back" icon={<ChevronLeft size={20} />} onClick={() => setChosen(null)} /></span>
              <h2>{current.text}</h2>
            </header>
            <div className="settings__body scroll" key={current.id}>{current.view()}</div>
          </section>
          <Base.Close className="icon-button settings__close" aria-label="Close"><X size={20} /></Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function walkTabs(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")];
  const next = tabs[tabs.indexOf(document.activeElement as HTMLElement) + (event.key === "ArrowDown" ? 1 : -1)];
  event.preventDefault();
  next?.focus();
  next?.click();
}
