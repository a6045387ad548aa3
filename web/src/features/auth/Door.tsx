import type { ReactNode } from "react";
import { Logo } from "../../ui/Logo";
import "./auth.css";

/** The frame of every page before one is inside. */
export function Door({ title, text, picture, wide, children }: { title: ReactNode; text?: ReactNode; picture?: ReactNode; wide?: boolean; children: ReactNode }) {
  return (
    <div className="door scroll">
      <div className="door__brand"><Logo size={30} /> Guildhall</div>
      <main className={`door__card ${wide ? "door__card--wide" : ""}`}>
        {picture ?? <Logo size={52} />}
        <h1>{title}</h1>
        {text && <p className="muted">{text}</p>}
        {children}
      </main>
      <p className="door__foot">A home for communities that talk.</p>
    </div>
  );
}
