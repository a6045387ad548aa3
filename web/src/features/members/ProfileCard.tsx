import { Popover } from "@base-ui/react/popover";
import { MoreHorizontal, Plus, X } from "lucide-react";
import { useEffect, type CSSProperties } from "react";
import { guilds as routes, users as userRoutes } from "../../api/routes";
import { attempt } from "../../stores/attempt";
import { useMayInGuild } from "../../stores/access";
import { membersOf, presences, rolesOf, sortRoles, useMember, users, useUser } from "../../stores/entities";
import { cssColor, displayName } from "../../stores/names";
import { open, profileCard } from "../../stores/overlays";
import { useDerived, useRow, useValue } from "../../stores/reactive";
import { myId } from "../../stores/session";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Menu } from "../../ui/Menu";
import { formatDay } from "../../ui/format";
import { hueOf } from "../../ui/pictures";
import { Permission } from "../../wire/permissions";
import { timeOfId } from "../../wire/snowflake";
import { Markdown } from "../markdown/Markdown";
import { FriendButton } from "../direct/FriendButton";
import { openDirect } from "../direct/openDirect";
import { ActivityText } from "./activity";
import { grantableRoles, memberEntries } from "./memberEntries";
import "./members.css";

export function ProfileCardHost() {
  const card = useValue(profileCard);
  if (!card) return null;
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && profileCard.set(null)}>
      <Popover.Portal>
        <Popover.Positioner className="positioner" anchor={{ getBoundingClientRect: () => card.anchor }} side="left" align="start" sideOffset={10} collisionPadding={10}>
          <Popover.Popup className="popup popup--profile" aria-label="Profile">
            <Card userId={card.userId} guildId={card.guildId} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Card({ userId, guildId }: { userId: string; guildId: string | null }) {
  const user = useUser(userId);
  const member = useMember(guildId, userId);
  const presence = useRow(presences, userId);

  // What people say about themselves comes with their profile, not with the guild.
  useEffect(() => {
    userRoutes.profile(userId, guildId).then(({ user: found, user_profile: profile }) =>
      users.update(userId, (row) => ({ ...row, ...found, ...(profile?.bio === undefined ? {} : { bio: profile.bio }) })), () => undefined);
  }, [userId, guildId]);

  useEffect(() => {
    if (!guildId || membersOf.of(guildId).get(userId)?.joined_at) return;
    routes.member(guildId, userId).then((found) => membersOf.of(guildId).set(userId, found), () => undefined);
  }, [guildId, userId]);

  if (!user) return <p className="profile__gone muted">This person isn't known here.</p>;
  const self = userId === myId();
  const entries = guildId && member ? memberEntries(guildId, member).filter((entry) => !(entry && typeof entry === "object" && "text" in entry && entry.text === "Profile")) : [];
  return (
    <div className="profile" style={{ "--hue": hueOf(user.id) } as CSSProperties}>
      <div className="profile__banner" style={user.banner ? { backgroundImage: `url(/banners/${user.id}/${user.banner}.png)` } : undefined} />
      <div className="profile__top">
        <Avatar user={user} size={72} status={presence?.status ?? (self ? "online" : "offline")} />
        {entries.length > 0 && <Menu entries={entries} trigger={<button type="button" className="icon-button" aria-label="More"><MoreHorizontal size={18} /></button>} />}
      </div>
      <div className="profile__body">
        <h2>{displayName(user, member)} {user.bot && <span className="tag">BOT</span>}</h2>
        <p className="profile__username">{user.username}</p>
        <ActivityText presence={presence} />
        {user.bio && <div className="profile__bio"><Markdown text={user.bio} guildId={guildId} /></div>}
        <dl className="profile__dates">
          {member?.joined_at && <div><dt>Member since</dt><dd>{formatDay(Date.parse(member.joined_at))}</dd></div>}
          <div><dt>On Guildhall since</dt><dd>{formatDay(timeOfId(user.id))}</dd></div>
        </dl>
        {guildId && member && <RoleChips guildId={guildId} userId={userId} />}
        {!self && !user.bot && <Button small wide tone="quiet" onClick={() => { profileCard.set(null); void openDirect(userId); }}>Message</Button>}
        {!self && !user.bot && <FriendButton userId={user.id} />}
        {self && <Button small wide tone="quiet" onClick={() => { profileCard.set(null); open({ kind: "userSettings" }); }}>Edit profile</Button>}
      </div>
    </div>
  );
}

function RoleChips({ guildId, userId }: { guildId: string; userId: string }) {
  const member = useMember(guildId, userId);
  const mayGrant = useMayInGuild(guildId, Permission.manageRoles);
  const table = rolesOf.of(guildId);
  const roles = useDerived([table], () => sortRoles(table.values().filter((role) => member?.roles.includes(role.id))), [member]);
  const grantable = grantableRoles(guildId);
  const free = grantable.filter((role) => !member?.roles.includes(role.id));
  if (roles.length === 0 && !(mayGrant && free.length > 0)) return null;
  return (
    <div className="profile__roles">
      <span className="eyebrow">Roles</span>
      <div className="chips">
        {roles.map((role) => (
          <span key={role.id} className="chip">
            <span className="role-dot" style={{ background: role.color ? cssColor(role.color) : undefined }} />{role.name}
            {mayGrant && grantable.includes(role) && <button type="button" aria-label={`Take the role ${role.name} away`} onClick={() => attempt(routes.removeRole(guildId, userId, role.id))}><X size={12} /></button>}
          </span>
        ))}
        {mayGrant && free.length > 0 && (
          <Menu align="start" entries={free.map((role) => ({ text: role.name, icon: <span className="role-dot" style={{ background: role.color ? cssColor(role.color) : undefined }} />, run: () => attempt(routes.addRole(guildId, userId, role.id)) }))}
            trigger={<button type="button" className="chip chip--add" aria-label="Give a role"><Plus size={13} /></button>} />
        )}
      </div>
    </div>
  );
}
