// People, roles and channels to choose from, for selects and for the options of commands.
import { Hash, Megaphone, Volume2, Folder } from "lucide-react";
import { useEffect, type ReactNode } from "react";
import { requestMembers } from "../../gateway/connection";
import { channels, channelsIn, membersOf, rolesOf, sortRoles, users } from "../../stores/entities";
import { cssColor, displayName, userName } from "../../stores/names";
import { useDerived } from "../../stores/reactive";
import { Avatar } from "../../ui/Avatar";
import { ChannelType, type Id } from "../../wire/types";

export interface Item {
  value: string;
  label: string;
  detail?: string | undefined;
  icon?: ReactNode;
}

export interface Kinds { users?: boolean; roles?: boolean; channels?: boolean; channelTypes?: readonly number[] | undefined }

const MaxShown = 25;
const AskAfterMs = 200;

/** Whom and what one can choose in a channel; members that are not known here yet are asked for. */
export function useCandidates(channelId: Id, kinds: Kinds, text: string, active = true): Item[] {
  const guildId = channels.get(channelId)?.guild_id ?? "";
  const query = text.trim().replace(/^[@#]/, "").toLowerCase();
  useEffect(() => {
    if (!active || !kinds.users || !guildId || query.length < 2) return;
    const timer = setTimeout(() => requestMembers(guildId, { query, limit: 25 }), AskAfterMs);
    return () => clearTimeout(timer);
  }, [active, kinds.users, guildId, query]);
  return useDerived([membersOf.of(guildId), rolesOf.of(guildId), channels], () => (active ? find(guildId, kinds, query) : []),
    [guildId, query, active, kinds.users, kinds.roles, kinds.channels, kinds.channelTypes?.join()]);
}

function find(guildId: Id, kinds: Kinds, query: string): Item[] {
  const found: Item[] = [];
  const fits = (...names: string[]) => names.some((name) => name.toLowerCase().includes(query));
  const first = (name: string) => Number(name.toLowerCase().startsWith(query));
  if (kinds.users) {
    const people = guildId ? membersOf.of(guildId).values() : users.values().map((user) => ({ user, nick: null, roles: [] }));
    found.push(...people.map((member) => ({ member, name: displayName(member.user, member) }))
      .filter(({ member, name }) => fits(name, member.user.username))
      .sort((a, b) => first(b.name) - first(a.name) || a.name.localeCompare(b.name)).slice(0, MaxShown)
      .map(({ member, name }) => personItem(member.user.id, name, member.user.username)));
  }
  if (kinds.roles) found.push(...sortRoles(rolesOf.of(guildId).values()).filter((role) => role.id !== guildId && fits(role.name)).slice(0, MaxShown).map((role) => roleItem(role.id, role.name, role.color)));
  if (kinds.channels) found.push(...channelsIn(guildId)
    .filter((channel) => fits(channel.name ?? "") && (!kinds.channelTypes?.length || kinds.channelTypes.includes(channel.type)))
    .sort((a, b) => first(b.name ?? "") - first(a.name ?? "") || (a.position ?? 0) - (b.position ?? 0)).slice(0, MaxShown)
    .map((channel) => channelItem(channel.id)));
  return found.slice(0, MaxShown);
}

const personItem = (id: Id, name: string, username: string): Item => {
  const user = users.get(id);
  return { value: id, label: name, detail: username === name ? undefined : username, icon: user ? <Avatar user={user} size={22} /> : undefined };
};
const roleItem = (id: Id, name: string, color: number): Item => ({
  value: id, label: `@${name}`, detail: "role", icon: <span className="role-dot" style={color ? { background: cssColor(color) } : undefined} />,
});

function channelItem(id: Id): Item {
  const channel = channels.get(id);
  const icon = channel?.type === ChannelType.voice ? <Volume2 size={17} /> : channel?.type === ChannelType.category ? <Folder size={17} />
    : channel?.type === ChannelType.announcement ? <Megaphone size={17} /> : <Hash size={17} />;
  return { value: id, label: channel?.name ?? "a channel", icon };
}

/** What an id stands for, to show what is chosen already. */
export function itemOf(id: Id, guildId: Id): Item {
  const role = rolesOf.of(guildId).get(id);
  if (role) return roleItem(id, role.name, role.color);
  if (channels.has(id)) return channelItem(id);
  const member = membersOf.of(guildId).get(id);
  const user = member?.user ?? users.get(id);
  return user ? personItem(id, member ? displayName(user, member) : userName(user), user.username) : { value: id, label: "someone" };
}
