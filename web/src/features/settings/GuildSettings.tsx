import { Ban, Link2, Settings, Shield, Users } from "lucide-react";
import { useMayInGuild } from "../../stores/access";
import { useGuild } from "../../stores/entities";
import { Permission } from "../../wire/permissions";
import { BansTab } from "./BansTab";
import { GuildOverviewTab } from "./GuildOverviewTab";
import { InvitesTab } from "./InvitesTab";
import { MembersTab } from "./MembersTab";
import { RolesTab } from "./RolesTab";
import { SettingsFrame } from "./SettingsFrame";

export default function GuildSettings({ guildId, tab, onClose }: { guildId: string; tab?: string | undefined; onClose: () => void }) {
  const guild = useGuild(guildId);
  const manage = useMayInGuild(guildId, Permission.manageGuild);
  const roles = useMayInGuild(guildId, Permission.manageRoles);
  const bans = useMayInGuild(guildId, Permission.banMembers);
  const [section, focus] = (tab ?? "").split(":");
  if (!guild) return null;
  return (
    <SettingsFrame title={guild.name} initial={section || undefined} onClose={onClose} tabs={[
      manage && { id: "overview", text: "Overview", icon: <Settings size={17} />, view: () => <GuildOverviewTab guild={guild} onClose={onClose} /> },
      roles && { id: "roles", text: "Roles", icon: <Shield size={17} />, view: () => <RolesTab guildId={guildId} /> },
      { id: "members", text: "Members", icon: <Users size={17} />, view: () => <MembersTab guildId={guildId} focus={focus} /> },
      manage && { id: "invites", text: "Invites", icon: <Link2 size={17} />, view: () => <InvitesTab guildId={guildId} /> },
      bans && { id: "bans", text: "Bans", icon: <Ban size={17} />, view: () => <BansTab guildId={guildId} /> },
    ]} />
  );
}
