import { formatCount } from "../../ui/format";
import type { PublicApplication } from "../../wire/applications";
import { AppIcon } from "../applications/AppIcon";
import { RouteLink } from "../applications/PageFrame";
import { VerifiedMark } from "../applications/VerifiedMark";
import "./directory.css";

interface Props {
  application: PublicApplication;
  guildCount: number;
  /** Shown as an example, leading nowhere. */
  still?: boolean;
}

/** An application among others. */
export function DirectoryCard({ application, guildCount, still }: Props) {
  const inside = (
    <>
      <span className="directory-card__head">
        <AppIcon application={application} size={56} />
        <span className="directory-card__name">
          <strong><span className="truncate">{application.name}</span>{application.is_verified && <VerifiedMark />}</strong>
          <span className="muted">{guildCount === 0 ? "New here" : `In ${formatCount(guildCount)} ${guildCount === 1 ? "guild" : "guilds"}`}</span>
        </span>
      </span>
      <span className="directory-card__text">{application.description || "No description yet."}</span>
      {(application.tags?.length ?? 0) > 0 && <span className="tag-row">{application.tags?.map((tag) => <span key={tag} className="tag-chip">{tag}</span>)}</span>}
    </>
  );
  return still ? <div className="directory-card directory-card--still">{inside}</div>
    : <RouteLink to={{ page: "directory", applicationId: application.id }} className="directory-card">{inside}</RouteLink>;
}
