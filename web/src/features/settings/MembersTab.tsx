import { MoreHorizontal, Search } from "lucide-react";
import { useEffect, useState } from "react";
import { VList } from "virtua";
import { requestMembers } from "../../gateway/connection";
import { membersOf, rolesOf } from "../../stores/entities";
import { cssColor, displayName } from "../../stores/names";
import { showProfile } from "../../stores/overlays";
import { useDerived } from "../../stores/reactive";
import { Avatar } from "../../ui/Avatar";
import { Menu } from "../../ui/Menu";
import { formatDay } from "../../ui/format";
import type { Id, Member } from "../../wire/types";
import { memberEntries } from "../members/memberEntries";

export function MembersTab({ guildId, focus }: { guildId: Id; focus: string | undefined }) {
  const [query, setQuery] = useState(() => (focus ? membersOf.of(guildId).get(focus)?.user.username ?? "" : ""));
  const members = membersOf.of(guildId);
  const text = query.trim().toLowerCase();
  const list = useDerived([members], () => members.values()
    .filter((member) => displayName(member.user, member).toLowerCase().includes(text) || member.user.username.includes(text))
    .sort((a, b) => displayName(a.user, a).localeCompare(displayName(b.user, b))), [text]);

  useEffect(() => {
    if (text.length >= 2) requestMembers(guildId, { query: text, limit: 100 });
  }, [guildId, text]);

  return (
    <div className="members-tab">
      <label className="search-field"><Search size={16} aria-hidden /><input className="input" value={query} placeholder="Find a member" aria-label="Find a member" onChange={(event) => setQuery(event.target.value)} /></label>
      <VList className="members-tab__list scroll" itemSize={58}>
        {list.map((member) => <Row key={member.user.id} guildId={guildId} member={member} />)}
      </VList>
      {list.length === 0 && <p className="muted">Nobody by that name.</p>}
    </div>
  );
}

function Row({ guildId, member }: { guildId: Id; member: Member }) {
  const roles = rolesOf.of(guildId).values().filter((role) => member.roles.includes(role.id)).sort((a, b) => b.position - a.position);
  return (
    <div className="members-tab__row">
      <button type="button" onClick={(event) => showProfile(member.user.id, guildId, event.currentTarget)}>
        <Avatar user={member.user} size={38} />
        <span className="members-tab__text"><strong className="truncate">{displayName(member.user, member)}</strong><span className="muted truncate">{member.user.username}{member.joined_at ? ` · since ${formatDay(Date.parse(member.joined_at))}` : ""}</span></span>
      </button>
      <span className="chips">{roles.slice(0, 3).map((role) => <span key={role.id} className="chip"><span className="role-dot" style={{ background: role.color ? cssColor(role.color) : undefined }} />{role.name}</span>)}{roles.length > 3 && <span className="chip">+{roles.length - 3}</span>}</span>
      <Menu entries={memberEntries(guildId, member)} trigger={<button type="button" className="icon-button" aria-label={`More about ${displayName(member.user, member)}`}><MoreHorizontal size={18} /></button>} />
    </div>
  );
}
