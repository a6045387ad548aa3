// Menus that open from a button, and the same entries at the pointer.
import { Menu as Base } from "@base-ui/react/menu";
import { ChevronRight } from "lucide-react";
import type { ReactElement, ReactNode } from "react";

export interface MenuEntry {
  text: string;
  icon?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  end?: ReactNode;
  run: () => void;
}

/** An entry that opens a menu beside it; what stands there is made when it opens. */
export interface SubmenuEntry {
  text: string;
  icon?: ReactNode;
  content: ReactNode;
}

export type MenuEntries = readonly (MenuEntry | SubmenuEntry | "separator" | { label: string } | null | undefined | false)[];

export function MenuItems({ entries }: { entries: MenuEntries }) {
  return (
    <>
      {entries.map((entry, index) => {
        if (!entry) return null;
        if (entry === "separator") return <Base.Separator key={index} className="menu-separator" />;
        if ("label" in entry) return <div key={index} className="menu-label">{entry.label}</div>;
        if ("content" in entry) return <Submenu key={index} entry={entry} />;
        return (
          <Base.Item key={index} className={`menu-item ${entry.danger ? "menu-item--danger" : ""}`} disabled={entry.disabled} onClick={entry.run}>
            {entry.icon}
            <span>{entry.text}</span>
            {entry.end && <span className="menu-item__end">{entry.end}</span>}
          </Base.Item>
        );
      })}
    </>
  );
}

function Submenu({ entry }: { entry: SubmenuEntry }) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className="menu-item">
        {entry.icon}
        <span>{entry.text}</span>
        <span className="menu-item__end"><ChevronRight size={15} /></span>
      </Base.SubmenuTrigger>
      <Base.Portal>
        <Base.Positioner className="positioner" sideOffset={2} alignOffset={-6} collisionPadding={8}>
          <Base.Popup className="popup popup--submenu">{entry.content}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.SubmenuRoot>
  );
}

interface MenuProps {
  trigger: ReactElement<Record<string, unknown>>;
  entries: MenuEntries;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  header?: ReactNode;
}

export function Menu({ trigger, entries, align = "end", side = "bottom", header }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="positioner" align={align} side={side} sideOffset={6}>
          <Base.Popup className="popup">
            {header}
            <MenuItems entries={entries} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface PointerMenuProps {
  at: { x: number; y: number } | null;
  entries: MenuEntries;
  onClose: () => void;
  label: string;
}

/** One menu for a whole list: rows only say where and for what it opens. */
export function PointerMenu({ at, entries, onClose, label }: PointerMenuProps) {
  if (!at) return null;
  const anchor = { getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) };
  return (
    <Base.Root open modal={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Positioner className="positioner" anchor={anchor} align="start" side="bottom" sideOffset={2}>
          <Base.Popup className="popup" aria-label={label}>
            <MenuItems entries={entries} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
