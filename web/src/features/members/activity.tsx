import type { Presence } from "../../wire/types";

const verbs = ["Playing", "Streaming", "Listening to", "Watching", "", "Competing in"];
const Custom = 4;

export function ActivityText({ presence }: { presence: Presence | undefined }) {
  const activity = presence?.activities?.[0];
  if (!activity) return null;
  const text = activity.type === Custom ? activity.state ?? activity.name : `${verbs[activity.type] ?? ""} ${activity.name}`;
  return <span className="member__activity truncate">{text}</span>;
}
