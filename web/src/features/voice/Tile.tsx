// One person or one shared screen in a call.
import { Expand, MoreHorizontal, MonitorUp, SignalLow } from "lucide-react";
import { memo, useEffect, useRef, useState, type CSSProperties, type MouseEvent, type RefObject } from "react";
import { own, useParticipant, watch } from "../../stores/call";
import { useUser } from "../../stores/entities";
import { useValue } from "../../stores/reactive";
import { Avatar } from "../../ui/Avatar";
import { hueOf } from "../../ui/pictures";
import type { Id } from "../../wire/types";
import { TileEffects } from "./Effects";
import { marksOf, spoken, usePersonName } from "./people";
import { showPersonMenu } from "./personMenu";
import { gradeOf } from "./quality";
import type { TileSpec } from "./tiles";
import { VoiceMarks } from "./VoiceMarks";

interface Props {
  tile: TileSpec;
  guildId: Id | null;
  channelId: Id;
  width: number;
  height: number;
  large: boolean;
  onChoose: (tile: TileSpec) => void;
}

export const Tile = memo(function Tile({ tile, guildId, channelId, width, height, large, onChoose }: Props) {
  const person = useParticipant(tile.userId);
  const user = useUser(tile.userId);
  const name = usePersonName(guildId, tile.userId);
  const mine = useValue(own);
  const box = useRef<HTMLLIElement>(null);
  const visible = useVisible(box, person !== undefined);
  const screen = tile.kind === "screen";
  const wanted = screen ? person?.screen ?? false : person?.camera ?? false;
  useWatched(person?.isSelf ? null : tile.userId, screen ? "screen" : "camera", wanted && visible ? height : 0);
  if (!person) return null;

  const stream = screen ? (person.isSelf ? mine.screen : person.screenStream) : (person.isSelf ? mine.camera : person.cameraStream);
  const marks = marksOf(person);
  const speaking = !screen && person.speaking;
  const said = screen ? `${person.isSelf ? "Your" : `${name}'s`} screen` : spoken(person.isSelf ? `${name} (you)` : name, marks);
  const menu = (anchor: DOMRect) => showPersonMenu({ userId: tile.userId, guildId, channelId, anchor });
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    menu(new DOMRect(event.clientX, event.clientY, 0, 0));
  };
  return (
    <li ref={box} className="tile" data-kind={tile.kind} data-speaking={speaking || undefined} data-large={large || undefined} data-small={width < 190 || undefined}
      style={{ width, height, "--hue": hueOf(tile.userId) } as CSSProperties} onContextMenu={onContextMenu}>
      <button type="button" className="tile__face" aria-label={`${said}. ${large ? "Back to the grid" : "Show large"}`} aria-pressed={large} onClick={() => onChoose(tile)}>
        {stream && wanted ? <Picture stream={stream} mirrored={person.isSelf && !screen} whole={screen} />
          : screen ? <span className="tile__waiting"><MonitorUp size={30} aria-hidden /><span className="spinner" aria-hidden /></span>
          : user && <span className="tile__avatar"><Avatar user={user} size={Math.round(Math.max(36, Math.min(128, height * 0.42, width * 0.36)))} /></span>}
      </button>
      <div className="tile__plate" aria-hidden>
        {screen ? <MonitorUp size={14} /> : <VoiceMarks marks={{ ...marks, camera: false, screen: false }} size={14} />}
        <span className="truncate">{screen ? (person.isSelf ? "Your screen" : name) : name}</span>
        {screen && <span className="live-mark">LIVE</span>}
        {!screen && person.silenced && <span className="tile__silenced">silent for you</span>}
        {!screen && gradeOf(person.quality) === "poor" && <SignalLow size={15} className="tile__weak" />}
      </div>
      <div className="tile__tools">
        {(screen || stream) && <button type="button" className="tile__tool" aria-label={`${screen ? said : name} in full screen`} onClick={() => void fullscreen(box.current)}><Expand size={15} /></button>}
        <button type="button" className="tile__tool" aria-label={`More about ${name}`} onClick={(event) => menu(event.currentTarget.getBoundingClientRect())}><MoreHorizontal size={16} /></button>
      </div>
      {!screen && <TileEffects channelId={channelId} userId={tile.userId} />}
    </li>
  );
});

function Picture({ stream, mirrored, whole }: { stream: MediaStream; mirrored: boolean; whole: boolean }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = stream;
    element.play().catch(() => undefined);
    return () => { element.srcObject = null; };
  }, [stream]);
  return <video ref={video} className="tile__video" data-mirrored={mirrored || undefined} data-whole={whole || undefined} muted playsInline autoPlay aria-hidden tabIndex={-1} />;
}

/** Whether any of a tile is in sight: what has been scrolled away is not watched. */
function useVisible(box: RefObject<HTMLElement | null>, isThere: boolean): boolean {
  const [visible, setVisible] = useState(true);
  useEffect(() => {
    if (!box.current) return;
    const observer = new IntersectionObserver(([entry]) => entry && setVisible(entry.isIntersecting));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box, isThere]);
  return visible;
}

/** Says how high a video is shown, rounded so that a drag of the window does not chatter. */
function useWatched(userId: Id | null, kind: "camera" | "screen", height: number): void {
  const pixels = Math.ceil((height * Math.min(2, devicePixelRatio)) / 60) * 60;
  useEffect(() => {
    if (userId) watch(userId, kind, pixels);
  }, [userId, kind, pixels]);
  useEffect(() => () => {
    if (userId) watch(userId, kind, 0);
  }, [userId, kind]);
}

async function fullscreen(element: HTMLElement | null): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await element?.requestFullscreen();
  } catch {
    // The browser refuses when the press is too long ago; the next one works.
  }
}
