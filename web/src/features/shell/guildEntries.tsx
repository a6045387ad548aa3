import { CheckCheck, FolderPlus, Hash, LogOut, Pencil, Plus, Settings, UserPlus } from "lucide-react";
import { guilds as routes, me as meRoutes } from "../../api/routes";
import { permissionsInGuild } from "../../stores/access";
import { channelsIn, type GuildRow } from "../../stores/entities";
import { go } from "../../stores/navigation";
import { open } from "../../stores/overlays";
import { isUnread, markRead } from "../../stores/readStates";
import { myId } from "../../stores/session";
import type { MenuEntries } from "../../ui/Menu";
import { Permission, has } from "../../wire/permissions";
import { ChannelType } from "../../wire/types";
import { copy } from "../channel/actions";
import { sortChannels } from "../channels/order";

export function guildEntries(guild: GuildRow): MenuEntries {
  const held = permissionsInGuild(guild.id);
  const owner = guild.owner_id === myId();
  const first = sortChannels(channelsIn(guild.id)).find((channel) => channel.type === ChannelType.text);
  const mayManageAny = [Permission.manageGuild, Permission.manageRoles, Permission.manageChannels, Permission.banMembers].some((one) => has(held, one));
  return [
    first && has(held, Permission.createInvite) && { text: "Invite people", icon: <UserPlus size={16} />, run: () => open({ kind: "invite", guildId: guild.id, channelId: first.id }) },
    { text: "Mark all as read", icon: <CheckCheck size={16} />, run: () => channelsIn(guild.id).filter(isUnread).forEach((channel) => channel.last_message_id && markRead(channel.id, channel.last_message_id)) },
    "separator",
    has(held, Permission.manageChannels) && { text: "Create channel", icon: <Plus size={16} />, run: () => open({ kind: "createChannel", guildId: guild.id, parentId: null, type: ChannelType.text }) },
    has(held, Permission.manageChannels) && { text: "Create category", icon: <FolderPlus size={16} />, run: () => open({ kind: "createChannel", guildId: guild.id, parentId: null, type: ChannelType.category }) },
    mayManageAny && { text: "Guild settings", icon: <Settings size={16} />, run: () => open({ kind: "guildSettings", guildId: guild.id }) },
    has(held, Permission.changeNickname) && { text: "Change my nickname", icon: <Pencil size={16} />, run: () => open({ kind: "nickname", guildId: guild.id, userId: myId() }) },
    { text: "Copy guild ID", icon: <Hash size={16} />, run: () => void copy(guild.id, "ID copied.") },
    "separator",
    owner ? { text: "Delete guild", icon: <LogOut size={16} />, danger: true, run: () => open({
      kind: "confirm", danger: true, title: `Delete ${guild.name}?`, action: "Delete guild",
      text: "All its channels and messages disappear for everyone. This can't be undone.",
      run: () => routes.delete(guild.id).then(() => go({ page: "home" })),
    }) } : { text: "Leave guild", icon: <LogOut size={16} />, danger: true, run: () => open({
      kind: "confirm", danger: true, title: `Leave ${guild.name}?`, action: "Leave guild",
      text: "You can come back with a new invite.",
      run: () => meRoutes.leaveGuild(guild.id).then(() => go({ page: "home" })),
    }) },
  ];
}
