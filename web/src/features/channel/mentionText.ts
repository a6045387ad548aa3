// Between what people type and read (@ada, #general, :party:) and what travels (<@1>, <#2>, <:party:3>).
import type { Channel, Emoji, Id, Member, Role } from "../../wire/types";

export interface Names {
  members: readonly Pick<Member, "user" | "nick">[];
  roles: readonly Pick<Role, "id" | "name">[];
  channels: readonly Pick<Channel, "id" | "name">[];
  emojis: readonly Emoji[];
  /** Unicode emoji by short name, when the list has been loaded. */
  shortcodes?: ReadonlyMap<string, string> | undefined;
  guildId: Id;
}

const Code = /(```[\s\S]*?```|`[^`\n]+`)/;

/** Turns typed names into mentions, outside of code. */
export function toWire(text: string, names: Names): string {
  return text.split(Code).map((part, index) => (index % 2 ? part : wirePart(part, names))).join("");
}

function wirePart(text: string, names: Names): string {
  const users = new Map(names.members.map(({ user }) => [user.username.toLowerCase(), user.id]));
  const channels = new Map(names.channels.map((channel) => [(channel.name ?? "").toLowerCase(), channel.id]));
  const roles = names.roles.filter((role) => role.id !== names.guildId).sort((a, b) => b.name.length - a.name.length);
  let out = text;
  for (const role of roles) {
    if (role.name.startsWith("@")) continue;
    out = out.replace(new RegExp(`(^|[\\s(])@${escape(role.name)}(?![\\p{L}\\p{N}_])`, "giu"), (_, before: string) => `${before}<@&${role.id}>`);
  }
  out = out.replace(/(^|[\s(])@([\w.]{1,32})/g, (whole, before: string, name: string) => {
    const exact = users.get(name.toLowerCase());
    if (exact) return `${before}<@${exact}>`;
    const bare = name.replace(/\.+$/, "");
    const id = users.get(bare.toLowerCase());
    return id ? `${before}<@${id}>${name.slice(bare.length)}` : whole;
  });
  out = out.replace(/(^|[\s(])#([\p{L}\p{N}_-]{1,100})/gu, (whole, before: string, name: string) => {
    const id = channels.get(name.toLowerCase());
    return id ? `${before}<#${id}>` : whole;
  });
  return out.replace(/(?<!<a?):([\w+-]{2,64}):(?!\d)/g, (whole, name: string) => {
    const custom = names.emojis.find((emoji) => emoji.name === name);
    if (custom?.id) return `<${custom.animated ? "a" : ""}:${name}:${custom.id}>`;
    return names.shortcodes?.get(name) ?? whole;
  });
}

/** Turns mentions back into names, for editing. What has no known name stays as it is. */
export function fromWire(text: string, names: Names): string {
  return text
    .replace(/<@!?(\d+)>/g, (whole, id: Id) => {
      const user = names.members.find((member) => member.user.id === id)?.user;
      return user ? `@${user.username}` : whole;
    })
    .replace(/<@&(\d+)>/g, (whole, id: Id) => {
      const role = names.roles.find((one) => one.id === id);
      return role ? `@${role.name}` : whole;
    })
    .replace(/<#(\d+)>/g, (whole, id: Id) => {
      const channel = names.channels.find((one) => one.id === id);
      return channel?.name ? `#${channel.name}` : whole;
    })
    .replace(/<a?:(\w+):(\d+)>/g, (whole, name: string, id: Id) => names.emojis.some((emoji) => emoji.id === id) ? `:${name}:` : whole);
}

export interface Query {
  trigger: "@" | "#" | ":";
  text: string;
  /** Where the trigger stands. */
  from: number;
}

/** What is being completed at the caret, if anything. */
export function queryAt(text: string, caret: number): Query | null {
  const before = text.slice(Math.max(0, caret - 40), caret);
  const found = /(?:^|[\s(])([@#:])([\p{L}\p{N}_.+-]*)$/u.exec(before);
  if (!found) return null;
  const trigger = found[1] as Query["trigger"];
  const typed = found[2] ?? "";
  if (trigger === ":" && typed.length < 2) return null;
  return { trigger, text: typed.toLowerCase(), from: caret - typed.length - 1 };
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
