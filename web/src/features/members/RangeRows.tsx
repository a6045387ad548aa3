// The rows of a member list that is too long to be known whole: what is on screen is asked for, the rest is a place to scroll to.
import { useCallback, useEffect, useRef, type KeyboardEvent, type ReactElement } from "react";
import { VList, type VListHandle } from "virtua";
import { showMemberRows } from "../../gateway/connection";
import { membersOf, rolesOf } from "../../stores/entities";
import { lengthOf, memberLists, rangesFor, type ListRow } from "../../stores/memberLists";
import { useDerived, useRow, useValue } from "../../stores/reactive";
import { connection } from "../../stores/session";
import { formatCount } from "../../ui/format";
import { memberListId } from "../../wire/memberListId";
import type { Channel, Member } from "../../wire/types";

const AskAfterMs = 120;
const Nothing: readonly (ListRow | undefined)[] = [];

interface RangeRowsProps {
  channel: Channel;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  renderMember: (member: Member, online: boolean) => ReactElement;
}

export function RangeRows({ channel, onKeyDown, renderMember }: RangeRowsProps) {
  const guildId = channel.guild_id ?? "";
  const roles = rolesOf.of(guildId);
  const members = membersOf.of(guildId);
  const listId = useDerived([roles], () => memberListId(channel, roles.get(guildId)), [channel]);
  const list = useRow(memberLists, guildId)?.[listId];
  const rows = list?.rows ?? Nothing;
  const offlineFrom = list ? lengthOf(list.groups.filter((group) => group.id !== "offline")) : 0;
  const handle = useRef<VListHandle>(null);
  const ask = useRanges(guildId, channel.id, handle);

  return (
    <VList ref={handle} className="member-list__rows scroll" itemSize={44} data={rows} onKeyDown={onKeyDown}
      onScroll={ask}>
      {(row: ListRow | undefined, index: number) => {
        if (!row) return <div key={index} className="member member--awaited" aria-hidden><span className="member__disc" /><span className="member__bar" /></div>;
        if ("group" in row) {
          const count = list?.groups.find((group) => group.id === row.group)?.count ?? 0;
          return <h3 key={`group-${row.group}`} className="member-list__heading">{titleOf(row.group, roles.get(row.group)?.name)} <span>{formatCount(count)}</span></h3>;
        }
        const member = members.get(row.userId);
        return member ? renderMember(member, index < offlineFrom) : <span key={index} />;
      }}
    </VList>
  );
}

function titleOf(group: string, role: string | undefined): string {
  if (group === "online") return "Online";
  return group === "offline" ? "Offline" : role ?? "";
}

/** Asks for the first rows when the list appears, and for those on screen a moment after scrolling. */
function useRanges(guildId: string, channelId: string, handle: { readonly current: VListHandle | null }): () => void {
  const { state } = useValue(connection);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef("");
  const now = useCallback(() => {
    const view = handle.current;
    const first = view ? view.findItemIndex(view.scrollOffset) : 0;
    const last = view ? view.findItemIndex(view.scrollOffset + view.viewportSize) : 0;
    const ranges = rangesFor(first, last);
    const key = `${channelId}:${ranges.map(([from]) => from).join()}`;
    if (key === asked.current) return;
    asked.current = key;
    showMemberRows(guildId, channelId, ranges);
  }, [guildId, channelId, handle]);

  useEffect(() => {
    asked.current = "";
    if (state === "ready") now();
    return () => clearTimeout(timer.current);
  }, [now, state]);

  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(now, AskAfterMs);
  }, [now]);
}
