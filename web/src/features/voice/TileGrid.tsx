// The tiles of a call in the space there is: all alike, or one large with the others in a strip.
import { Link2, UserPlus } from "lucide-react";
import { useEffect, useMemo } from "react";
import { participants, seat, voiceSettings, type Participant } from "../../stores/call";
import { useMayInChannel } from "../../stores/access";
import { open } from "../../stores/overlays";
import { useDerived, useValue } from "../../stores/reactive";
import { myId } from "../../stores/session";
import { Button } from "../../ui/Button";
import { Permission } from "../../wire/permissions";
import type { Id } from "../../wire/types";
import { focusLayout, gridLayout, type Space } from "./layout";
import { Tile } from "./Tile";
import { focus, focusedOf, seatsOf, tilesOf, type TileSpec } from "./tiles";
import { useSpace } from "./useSpace";

const Gap = 10;

interface Props {
  guildId: Id | null;
  channelId: Id;
  /** Who gets a tile; everybody when absent. */
  who?: (person: Participant) => boolean;
  /** Whether to say that nobody else is here. */
  alone?: boolean;
}

export function TileGrid({ guildId, channelId, who, alone = true }: Props) {
  const [measure, space] = useSpace();
  const chosen = useValue(focus);
  const signature = useDerived([participants], () => participants.values().map((person) => `${person.userId}${person.screen ? "s" : ""}${person.suppressed ? "a" : ""}`).join(), []);
  // Speaking changes the table many times a second; the order of tiles only with who is there.
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the signature says when
  const tiles = useMemo(() => tilesOf(participants.values().filter((person) => who?.(person) ?? true)), [signature, who]);
  const large = focusedOf(tiles, chosen, myId());
  const choose = (tile: TileSpec) => focus.set(large?.key === tile.key ? "grid" : { key: tile.key });
  const lonely = alone && tiles.length > 0 && tiles.every((tile) => tile.userId === myId());
  return (
    <div className="tiles" ref={measure}>
      {space.width > 0 && (large
        ? <Focused tiles={tiles} large={large} space={space} guildId={guildId} channelId={channelId} onChoose={choose} />
        : <Grid tiles={tiles} space={space} guildId={guildId} channelId={channelId} onChoose={choose} lonely={lonely} />)}
    </div>
  );
}

interface PartProps { tiles: readonly TileSpec[]; space: Space; guildId: Id | null; channelId: Id; onChoose: (tile: TileSpec) => void }

function Grid({ tiles, space, guildId, channelId, onChoose, lonely }: PartProps & { lonely: boolean }) {
  const grid = gridLayout(tiles.length + (lonely ? 1 : 0), space, Gap);
  useSeats(tiles, grid.columns);
  return (
    <ul className="tiles__grid" data-scrolls={grid.scrolls || undefined} aria-label="In this call">
      {tiles.map((tile) => <Tile key={tile.key} tile={tile} guildId={guildId} channelId={channelId} width={grid.width} height={grid.height} large={false} onChoose={onChoose} />)}
      {lonely && <Alone guildId={guildId} channelId={channelId} width={grid.width} height={grid.height} />}
    </ul>
  );
}

const StripTileShape = 16 / 10;

function Focused({ tiles, large, space, guildId, channelId, onChoose }: PartProps & { large: TileSpec }) {
  const others = tiles.filter((tile) => tile.key !== large.key);
  const layout = focusLayout(space, Gap, others.length);
  const beside = layout.others === "beside";
  const below = layout.others === "grid" ? gridLayout(others.length, { width: space.width, height: layout.strip }, Gap) : null;
  const main = gridLayout(1, layout.main, Gap);
  const size = large.kind === "screen" ? layout.main : main;
  const strip = below ?? (beside ? { width: layout.strip, height: Math.round(layout.strip / StripTileShape) } : { width: Math.round(layout.strip * StripTileShape), height: layout.strip });
  useSeats(tiles, tiles.length);
  return (
    <div className="tiles__focus" data-others={layout.others}>
      <ul className="tiles__main" aria-label="Shown large" style={{ width: layout.main.width, height: layout.main.height }}>
        <Tile key={large.key} tile={large} guildId={guildId} channelId={channelId} width={size.width} height={size.height} large onChoose={onChoose} />
      </ul>
      {others.length > 0 && (
        <ul className={below ? "tiles__rest" : "tiles__strip"} data-scrolls={below?.scrolls || undefined} aria-label="The others" style={beside ? { width: layout.strip } : { height: layout.strip }}>
          {others.map((tile) => <Tile key={tile.key} tile={tile} guildId={guildId} channelId={channelId} width={strip.width} height={strip.height} large={false} onChoose={onChoose} />)}
        </ul>
      )}
    </div>
  );
}

function Alone({ guildId, channelId, width, height }: { guildId: Id | null; channelId: Id; width: number; height: number }) {
  const mayInvite = useMayInChannel(channelId, Permission.createInvite);
  return (
    <li className="tile tile--alone" style={{ width, height }}>
      <strong>No one else is here</strong>
      <span className="muted">{guildId ? "Bring someone, or wait: people see that you are here." : "They have not answered yet."}</span>
      {guildId && mayInvite && <Button small tone="quiet" onClick={() => open({ kind: "invite", guildId, channelId })}>{height > 130 ? <UserPlus size={16} /> : <Link2 size={16} />} Invite people</Button>}
    </li>
  );
}

/** Spatial sound follows the picture. */
function useSeats(tiles: readonly TileSpec[], columns: number): void {
  const spatial = useValue(voiceSettings, (now) => now.spatial);
  useEffect(() => {
    if (spatial) seat(seatsOf(tiles, Math.max(1, columns)));
  }, [spatial, tiles, columns]);
}
