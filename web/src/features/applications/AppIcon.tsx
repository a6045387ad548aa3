import type { CSSProperties } from "react";
import { hueOf, initials, userAvatarUrl } from "../../ui/pictures";
import type { PublicApplication } from "../../wire/applications";

export function appIconUrl(application: Pick<PublicApplication, "id" | "icon">): string | null {
  return application.icon ? `/app-icons/${application.id}/${application.icon}.png` : null;
}

/** An application's picture, its bot's, or its initials. */
export function AppIcon({ application, size }: { application: Pick<PublicApplication, "id" | "name" | "icon" | "bot">; size: number }) {
  const url = appIconUrl(application) ?? (application.bot ? userAvatarUrl(application.bot) : null);
  const style = { width: size, height: size, borderRadius: Math.round(size * 0.26), "--hue": hueOf(application.id) } as CSSProperties;
  return (
    <span className="avatar" style={style} aria-hidden>
      {url ? <img className="avatar__image" src={url} alt="" draggable={false} /> : <span className="avatar__tile" style={{ fontSize: Math.round(size * 0.36) }}>{initials(application.name)}</span>}
    </span>
  );
}
