import { memo, type CSSProperties } from "react";
import { guildIconUrl, hueOf, initials, userAvatarUrl } from "./pictures";
import type { GuildRow } from "../stores/entities";
import type { Status, User } from "../wire/types";

interface Props {
  user: Pick<User, "id" | "username" | "global_name" | "avatar">;
  size: number;
  status?: Status | undefined;
}

/** A person: their picture, or their initials on a tile whose colour follows from the id. */
export const Avatar = memo(function Avatar({ user, size, status }: Props) {
  const url = userAvatarUrl(user);
  const shown = status === "invisible" ? "offline" : status;
  return (
    <span className="avatar" style={tile(user.id, size)} aria-hidden>
      {url ? <img className="avatar__image" src={url} alt="" loading="lazy" draggable={false} />
        : <span className="avatar__tile" style={{ fontSize: Math.round(size * 0.38) }}>{initials(user.global_name || user.username)}</span>}
      {shown && <span className="avatar__status" data-status={shown} />}
    </span>
  );
});

/** A guild's picture or initials; its shape comes from where it stands. */
export const GuildIcon = memo(function GuildIcon({ guild, size }: { guild: Pick<GuildRow, "id" | "name" | "icon">; size: number }) {
  const url = guildIconUrl(guild);
  return (
    <span className="avatar guild-icon" style={{ ...tile(guild.id, size), borderRadius: Math.round(size * 0.3) }} aria-hidden>
      {url ? <img className="avatar__image" src={url} alt="" draggable={false} />
        : <span className="avatar__tile" style={{ fontSize: Math.round(size * 0.34) }}>{initials(guild.name)}</span>}
    </span>
  );
});

function tile(id: string, size: number): CSSProperties {
  return { width: size, height: size, "--hue": hueOf(id) } as CSSProperties;
}
