import { AtSign, Ban, Clock, Hash, MessageCircle, Pencil, Shield, User, UserX } from "lucide-react";
import { guilds as routes } from "../../api/routes";
import { attempt } from "../../stores/attempt";
import { myRank, outranks, permissionsInGuild } from "../../stores/access";
import { changeDraft, draftOf } from "../../stores/composing";
import { guilds, rolesOf, sortRoles } from "../../stores/entities";
import { displayName } from "../../stores/names";
import { route } from "../../stores/navigation";
import { open, showProfile } from "../../stores/overlays";
import { myId } from "../../stores/session";
import type { MenuEntries } from "../../ui/Menu";
import { Permission, has } from "../../wire/permissions";
import type { Id, Member } from "../../wire/types";
import { CommandType } from "../../wire/commands";
import { openDirect } from "../direct/openDirect";
import { copy, focusComposer } from "../channel/actions";
import { appsEntry } from "../commands/appsEntry";

export function memberEntries(guildId: Id, member: Member): MenuEntries {
  const held = permissionsInGuild(guildId);
  const above = outranks(guildId, member);
  const self = member.user.id === myId();
  const name = displayName(member.user, member);
  const timedOut = Date.parse(member.communication_disabled_until ?? "") > Date.now();
  const guild = guilds.get(guildId);
  return [
    { text: "Profile", icon: <User size={16} />, run: () => { const row = document.querySelector(`[data-member="${member.user.id}"]`) ?? document.body; showProfile(member.user.id, guildId, row); } },
    !self && { text: "Message", icon: <MessageCircle size={16} />, run: () => void openDirect(member.user.id) },
    { text: "Mention", icon: <AtSign size={16} />, run: () => mention(member) },
    ((self && has(held, Permission.changeNickname)) || (above && has(held, Permission.manageNicknames))) && { text: "Change nickname", icon: <Pencil size={16} />, run: () => open({ kind: "nickname", guildId, userId: member.user.id }) },
    has(held, Permission.manageRoles) && { text: "Roles", icon: <Shield size={16} />, run: () => open({ kind: "guildSettings", guildId, tab: `members:${member.user.id}` }) },
    appsEntry(channelHere(), CommandType.user, member.user.id),
    { text: "Copy user ID", icon: <Hash size={16} />, run: () => void copy(member.user.id, "ID copied.") },
    above && guild && "separator",
    above && has(held, Permission.moderateMembers) && (timedOut
      ? { text: "End timeout", icon: <Clock size={16} />, run: () => attempt(routes.patchMember(guildId, member.user.id, { communication_disabled_until: null })) }
      : { text: "Time out", icon: <Clock size={16} />, danger: true, run: () => open({ kind: "timeout", guildId, userId: member.user.id }) }),
    above && has(held, Permission.kickMembers) && { text: `Kick ${name}`, icon: <UserX size={16} />, danger: true, run: () => open({
      kind: "confirm", danger: true, title: `Kick ${name}?`, text: "They leave the guild, and can come back with a new invite.", action: "Kick",
      run: () => routes.kick(guildId, member.user.id),
    }) },
    above && has(held, Permission.banMembers) && { text: `Ban ${name}`, icon: <Ban size={16} />, danger: true, run: () => open({ kind: "ban", guildId, userId: member.user.id }) },
  ];
}

function channelHere(): Id | null {
  const where = route.get();
  return where.page === "channel" ? where.channelId : null;
}

function mention(member: Member): void {
  const where = route.get();
  if (where.page !== "channel" || !where.channelId) return;
  const text = draftOf(where.channelId).text;
  changeDraft(where.channelId, { text: `${text}${text && !text.endsWith(" ") ? " " : ""}@${member.user.username} ` });
  focusComposer();
}

/** The roles I may give and take: below my own highest, and not managed by an integration. */
export function grantableRoles(guildId: Id) {
  const mine = myRank(guildId);
  return sortRoles(rolesOf.of(guildId).values()).filter((role) => role.id !== guildId && !role.managed && role.position < mine);
}
