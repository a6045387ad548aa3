import { compareIds } from "../../wire/snowflake";
import { ChannelType, type Channel } from "../../wire/types";

const byPosition = (a: Channel, b: Channel) => (a.position ?? 0) - (b.position ?? 0) || compareIds(a.id, b.id);

/** Channels as the sidebar lists them: those without a category first, then each category with its own. */
export function sortChannels(all: readonly Channel[]): Channel[] {
  const categories = all.filter((channel) => channel.type === ChannelType.category).sort(byPosition);
  const known = new Set(categories.map((category) => category.id));
  const inside = (parent: string | null) => all
    .filter((channel) => channel.type !== ChannelType.category && (parent ? channel.parent_id === parent : !channel.parent_id || !known.has(channel.parent_id)))
    .sort(byPosition);
  return [...inside(null), ...categories.flatMap((category) => [category, ...inside(category.id)])];
}
