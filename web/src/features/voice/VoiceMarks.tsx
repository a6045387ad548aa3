import { HeadphoneOff, MicOff, ScreenShare, Video } from "lucide-react";
import type { Marks } from "./people";

/** Small icons beside a name; what they mean is said by the label of what holds them. */
export function VoiceMarks({ marks, size = 15 }: { marks: Marks; size?: number }) {
  return (
    <span className="voice-marks" aria-hidden>
      {marks.camera && <Video size={size} />}
      {(marks.muted || marks.serverMuted) && <MicOff size={size} data-server={marks.serverMuted || undefined} />}
      {(marks.deafened || marks.serverDeafened) && <HeadphoneOff size={size} data-server={marks.serverDeafened || undefined} />}
      {marks.screen && <span className="live-mark"><ScreenShare size={size - 3} />LIVE</span>}
    </span>
  );
}
