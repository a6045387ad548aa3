import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./Button";

interface Props {
  title: string;
  text?: ReactNode;
  wide?: boolean;
  onClose: () => void;
  children?: ReactNode;
  foot?: ReactNode;
  /** When given, the dialog is a form and Enter submits it. */
  onSubmit?: () => void;
}

/** A modal dialog; on a phone it rises from the bottom edge. */
export function Dialog({ title, text, wide, onClose, children, foot, onSubmit }: Props) {
  const inside = (
    <>
      <div className="dialog__head">
        <div>
          <Base.Title className="dialog__title">{title}</Base.Title>
          {text && <Base.Description className="dialog__text">{text}</Base.Description>}
        </div>
        <Base.Close render={<IconButton label="Close" icon={<X size={18} />} />} />
      </div>
      {children && <div className="dialog__body scroll">{children}</div>}
      {foot && <div className="dialog__foot">{foot}</div>}
    </>
  );
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup className={`dialog ${wide ? "dialog--wide" : ""}`}>
          {onSubmit ? (
            <form style={{ display: "contents" }} onSubmit={(event) => { event.preventDefault(); onSubmit(); }}>{inside}</form>
          ) : inside}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
