// Suggestions above the composer for @people, @roles, #channels and :emoji:.
import { AtSign, Hash } from "lucide-react";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { permissionsInChannel } from "../../stores/access";
import { channels as channelTable, emojisOf, membersOf } from "../../stores/entities";
import { requestMembers } from "../../gateway/connection";
import { cssColor, displayName } from "../../stores/names";
import { useDerived } from "../../stores/reactive";
import { Avatar } from "../../ui/Avatar";
import { emojiUrl } from "../../ui/pictures";
import { Permission, has } from "../../wire/permissions";
import { ChannelType, type Id } from "../../wire/types";
import { loadEmoji, type EmojiEntry } from "../emoji/data";
import type { Query } from "./mentionText";
import { namesIn } from "./names";

export interface Suggestion {
  key: string;
  icon: ReactNode;
  text: string;
  detail?: string;
  insert: string;
}

const MaxShown = 8;

/** The suggestions for what is typed; empty when nothing is being completed. */
export function useSuggestions(channelId: Id, query: Query | null): Suggestion[] {
  const guildId = channelTable.get(channelId)?.guild_id ?? "";
  const [emoji, setEmoji] = useState<readonly EmojiEntry[]>([]);
  const trigger = query?.trigger;
  const text = query?.text ?? "";

  useEffect(() => {
    if (trigger === ":") void loadEmoji().then((loaded) => setEmoji(loaded.all));
    if (trigger === "@" && text.length >= 2) requestMembers(guildId, { query: text, limit: 10 });
  }, [trigger, text, guildId]);

  const members = membersOf.of(guildId);
  return useDerived([members, channelTable, emojisOf.of(guildId)], () => {
    if (trigger === "@") return people(channelId, text);
    if (trigger === "#") return places(channelId, text);
    if (trigger === ":") return pictures(guildId, text, emoji);
    return [];
  }, [trigger, text, emoji, channelId]);
}

function people(channelId: Id, text: string): Suggestion[] {
  const names = namesIn(channelId);
  const channel = channelTable.get(channelId);
  const mayAll = channel ? has(permissionsInChannel(channel), Permission.mentionEveryone) : false;
  const users = names.members
    .map((member) => ({ member, name: displayName(member.user, member) }))
    .filter(({ member, name }) => matches(text, name, member.user.username))
    .sort((a, b) => Number(b.name.toLowerCase().startsWith(text)) - Number(a.name.toLowerCase().startsWith(text)) || a.name.localeCompare(b.name))
    .slice(0, MaxShown)
    .map(({ member, name }): Suggestion => ({
      key: member.user.id, icon: <Avatar user={member.user} size={22} />, text: name, detail: member.user.username, insert: `@${member.user.username} `,
    }));
  const roles = names.roles
    .filter((role) => role.id !== names.guildId && matches(text, role.name) && ("mentionable" in role && (role.mentionable || mayAll)))
    .slice(0, 4)
    .map((role): Suggestion => ({
      key: role.id, icon: <span className="role-dot" style={{ background: "color" in role && role.color ? cssColor(role.color as number) : undefined }} />,
      text: `@${role.name}`, detail: "role", insert: `@${role.name} `,
    }));
  const all = mayAll ? ["everyone", "here"].filter((name) => name.startsWith(text)).map((name): Suggestion => ({
    key: name, icon: <AtSign size={18} />, text: `@${name}`, detail: name === "everyone" ? "tells everybody here" : "tells who is online", insert: `@${name} `,
  })) : [];
  return [...users, ...roles, ...all].slice(0, MaxShown);
}

function places(channelId: Id, text: string): Suggestion[] {
  return namesIn(channelId).channels
    .map((channel) => channelTable.get(channel.id))
    .filter((channel) => channel !== undefined)
    .filter((channel) => channel.type !== ChannelType.category && matches(text, channel.name ?? ""))
    .slice(0, MaxShown)
    .map((channel) => ({ key: channel.id, icon: <Hash size={18} />, text: channel.name ?? "", insert: `#${channel.name ?? ""} ` }));
}

function pictures(guildId: Id, text: string, all: readonly EmojiEntry[]): Suggestion[] {
  const custom = emojisOf.of(guildId).values()
    .filter((emoji) => matches(text, emoji.name ?? ""))
    .map((emoji): Suggestion => ({ key: emoji.id ?? "", icon: <img className="emoji" src={emojiUrl(emoji.id ?? "", emoji.animated)} alt="" />, text: `:${emoji.name ?? ""}:`, insert: `:${emoji.name ?? ""}: ` }));
  const found: Suggestion[] = [];
  for (const entry of all) {
    const code = entry.codes.find((one) => one.startsWith(text)) ?? entry.codes.find((one) => one.includes(text));
    if (!code) continue;
    found.push({ key: entry.char, icon: <span className="emoji-text">{entry.char}</span>, text: `:${code}:`, insert: `${entry.char} ` });
    if (found.length > 40) break;
  }
  found.sort((a, b) => Number(b.text.startsWith(`:${text}`)) - Number(a.text.startsWith(`:${text}`)) || a.text.length - b.text.length);
  return [...custom, ...found].slice(0, MaxShown);
}

const matches = (text: string, ...names: string[]) => names.some((name) => name.toLowerCase().includes(text));

interface ListProps {
  suggestions: readonly Suggestion[];
  active: number;
  onPick: (suggestion: Suggestion) => void;
  onHover: (index: number) => void;
}

export function CompletionList({ suggestions, active, onPick, onHover }: ListProps) {
  const rows = useMemo(() => suggestions, [suggestions]);
  if (rows.length === 0) return null;
  return (
    <ul className="completion" role="listbox" id="completion" aria-label="Suggestions">
      {rows.map((row, index) => (
        <li key={row.key} id={`completion-${index}`} role="option" aria-selected={index === active} className={index === active ? "completion__row completion__row--active" : "completion__row"}
          onPointerMove={() => onHover(index)} onPointerDown={(event) => event.preventDefault()} onClick={() => onPick(row)}>
          <span className="completion__icon">{row.icon}</span>
          <span className="truncate">{row.text}</span>
          {row.detail && <span className="completion__detail">{row.detail}</span>}
        </li>
      ))}
    </ul>
  );
}
