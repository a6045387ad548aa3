import { UserPlus, X } from "lucide-react";
import { memo, useEffect, useState, type CSSProperties, type KeyboardEvent, type MouseEvent } from "react";
import { VList } from "virtua";
import { requestMembers } from "../../gateway/connection";
import { permissionsInChannel, useMayInChannel } from "../../stores/access";
import { guilds, membersOf, presences, rolesOf, useGuild } from "../../stores/entities";
import { colorOf, displayName } from "../../stores/names";
import { drawer, open, showProfile } from "../../stores/overlays";
import { useDerived, useRow, useSlowVersion, useValue } from "../../stores/reactive";
import { connection, myId } from "../../stores/session";
import { Avatar } from "../../ui/Avatar";
import { IconButton } from "../../ui/Button";
import { formatCount } from "../../ui/format";
import { PointerMenu } from "../../ui/Menu";
import { Permission, has } from "../../wire/permissions";
import { ActivityText } from "./activity";
import { memberEntries } from "./memberEntries";
import { memberRows } from "./memberRows";
import { RangeRows } from "./RangeRows";
import type { Channel, Member, Presence } from "../../wire/types";
import "./members.css";

/** A guild up to this size is asked for whole; of a larger one only those are known who are on screen. */
const AskForAll = 250;
const ManyMembers = 100;

export function MemberList({ channel }: { channel: Channel }) {
  const guildId = channel.guild_id ?? "";
  const guild = useGuild(guildId);
  const members = membersOf.of(guildId);
  const roles = rolesOf.of(guildId);
  const [menu, setMenu] = useState<{ x: number; y: number; id: string } | null>(null);
  const mayInvite = useMayInChannel(channel.id, Permission.createInvite);
  const isLarge = (guild?.member_count ?? 0) > AskForAll;
  useWholeList(guildId, guild?.member_count ?? 0);

  // Presences change all the time in a large guild, and each change sorts everybody anew.
  const changes = useSlowVersion([presences], members.size > ManyMembers ? 1_000 : 100);
  const rows = useDerived([members, roles, guilds], () => isLarge ? [] : memberRows({
    members: members.values(), roles: roles.values(),
    presenceOf: (id) => presences.get(id) ?? (id === myId() ? ({ user: { id }, status: "online" } satisfies Presence) : undefined),
    maySee: (member) => has(permissionsInChannel(channel, member.user.id), Permission.viewChannel),
  }), [channel.id, channel.permission_overwrites, changes, isLarge]);

  const onContextMenu = (event: MouseEvent) => {
    const id = (event.target as Element).closest("[data-member]")?.getAttribute("data-member");
    if (!id) return;
    event.preventDefault();
    setMenu({ x: event.clientX, y: event.clientY, id });
  };
  const menuMember = menu && members.get(menu.id);

  return (
    <aside className="member-list" aria-label="Members" onContextMenu={onContextMenu}>
      <header className="member-list__head">
        <h2>Members <span>{formatCount(guild?.member_count ?? members.size)}</span></h2>
        {mayInvite && <IconButton small label="Invite people" icon={<UserPlus size={16} />} onClick={() => open({ kind: "invite", guildId, channelId: channel.id })} />}
        <span className="only-drawer"><IconButton label="Close" icon={<X size={18} />} onClick={() => drawer.set(null)} /></span>
      </header>
      {isLarge
        ? <RangeRows key={channel.id} channel={channel} onKeyDown={walkMembers}
            renderMember={(member, online) => <MemberButton key={member.user.id} member={member} guildId={guildId} online={online} owner={guild?.owner_id === member.user.id} />} />
        : <VList className="member-list__rows scroll" itemSize={44} onKeyDown={walkMembers}>
            {rows.map((row) => row.kind === "heading"
              ? <h3 key={row.key} className="member-list__heading">{row.title} <span>{formatCount(row.count)}</span></h3>
              : <MemberButton key={row.key} member={row.member} guildId={guildId} online={row.online} owner={guild?.owner_id === row.member.user.id} />)}
          </VList>}
      {menuMember && <PointerMenu label={displayName(menuMember.user, menuMember)} at={menu} entries={memberEntries(guildId, menuMember)} onClose={() => setMenu(null)} />}
    </aside>
  );
}

const MemberButton = memo(function MemberButton({ member, guildId, online, owner }: { member: Member; guildId: string; online: boolean; owner: boolean }) {
  const presence = useRow(presences, member.user.id);
  const color = colorOf(guildId, member.roles);
  const status = presence?.status ?? (online ? "online" : "offline");
  return (
    <button type="button" className={`member ${online ? "" : "member--offline"}`} data-member={member.user.id} onClick={(event) => showProfile(member.user.id, guildId, event.currentTarget)}>
      <Avatar user={member.user} size={34} status={status} />
      <span className="member__text">
        <span className="member__name">
          <span className={`truncate ${color ? "author--colored" : ""}`} style={color ? { "--role": color } as CSSProperties : undefined}>{displayName(member.user, member)}</span>
          {owner && <span className="tag tag--brass">OWNER</span>}
          {member.user.bot && <span className="tag">BOT</span>}
        </span>
        <ActivityText presence={presence} />
      </span>
    </button>
  );
});

/** Guilds may arrive with a part of their members; the rest of one that is not too large is asked for once. */
function useWholeList(guildId: string, count: number): void {
  const { state } = useValue(connection);
  useEffect(() => {
    const known = membersOf.of(guildId).size;
    if (state !== "ready" || !guildId || known >= count || count > AskForAll) return;
    requestMembers(guildId, { query: "", limit: 0 });
  }, [guildId, count, state]);
}

function walkMembers(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(".member")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  items[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
}
