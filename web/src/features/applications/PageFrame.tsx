import { useRef, type ReactNode } from "react";
import { go, pathOf, type Route } from "../../stores/navigation";
import { useUser } from "../../stores/entities";
import { userName } from "../../stores/names";
import { useValue } from "../../stores/reactive";
import { me } from "../../stores/session";
import { Avatar } from "../../ui/Avatar";
import { Logo } from "../../ui/Logo";
import "../auth/auth.css";
import "./applications.css";

interface Props {
  title: string;
  home: Route;
  links: readonly { text: string; icon: ReactNode; to: Route }[];
  children: ReactNode;
}

/** A link inside this client. */
export function RouteLink({ to, className, children, current }: { to: Route; className?: string; children: ReactNode; current?: boolean }) {
  return (
    <a href={pathOf(to)} className={className} aria-current={current ? "page" : undefined} onClick={(event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      go(to);
    }}>{children}</a>
  );
}

/** A page outside the hall: a bar at its top, and the rest of the window. */
export function PageFrame({ title, home, links, children }: Props) {
  const self = useValue(me);
  const user = useUser(self?.id) ?? self;
  const main = useRef<HTMLElement>(null);
  return (
    <div className="page">
      <a className="skip-link" href="#page-main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>Skip to content</a>
      <header className="page__bar">
        <RouteLink to={home} className="page__brand"><Logo size={28} /><span>Guildhall</span><span className="page__title">{title}</span></RouteLink>
        <nav className="page__links" aria-label="Elsewhere">
          {links.map((link) => <RouteLink key={link.text} to={link.to} className="page__link">{link.icon}<span>{link.text}</span></RouteLink>)}
        </nav>
        {user && <span className="page__me" title={userName(user)}><Avatar user={user} size={30} /></span>}
      </header>
      <main className="page__main scroll" id="page-main" ref={main} tabIndex={-1}>{children}</main>
    </div>
  );
}
