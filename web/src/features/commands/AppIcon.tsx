import { userAvatarUrl, hueOf, initials } from "../../ui/pictures";
import type { CommandApplication } from "../../wire/commands";
import type { CSSProperties } from "react";

/** An application's picture, else its bot's, else its initials. */
export function AppIcon({ application, size }: { application: CommandApplication; size: number }) {
  const url = application.icon ? `/app-icons/${application.id}/${application.icon}.png` : application.bot ? userAvatarUrl(application.bot) : null;
  return (
    <span className="avatar app-icon" style={{ width: size, height: size, borderRadius: Math.round(size * 0.28), "--hue": hueOf(application.id) } as CSSProperties} aria-hidden>
      {url ? <img className="avatar__image" src={url} alt="" loading="lazy" draggable={false} />
        : <span className="avatar__tile" style={{ fontSize: Math.max(8, Math.round(size * 0.4)) }}>{initials(application.name)}</span>}
    </span>
  );
}
