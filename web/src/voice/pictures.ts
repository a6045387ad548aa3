// Opens the camera and the screen; what they give is shown to oneself and sent.
import type { VoiceSettings } from "../stores/call";

export class PictureError extends Error {}

export async function openCamera(settings: VoiceSettings): Promise<MediaStream> {
  const video: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  const media = mediaDevices();
  try {
    return await media.getUserMedia({ video: settings.cameraDevice ? { ...video, deviceId: { ideal: settings.cameraDevice } } : video });
  } catch (error) {
    throw new PictureError(cameraTrouble(error));
  }
}

/** Null when the person chose nothing after all. */
export async function openScreen({ sound, motion }: { sound: boolean; motion: boolean }): Promise<MediaStream | null> {
  const media = mediaDevices() as MediaDevices & { getDisplayMedia?: MediaDevices["getDisplayMedia"] };
  if (!media.getDisplayMedia) throw new PictureError("This browser cannot share the screen.");
  try {
    const stream = await media.getDisplayMedia({
      video: { frameRate: { ideal: motion ? 60 : 15 }, width: { max: 2560 }, height: { max: 1440 } },
      audio: sound ? { echoCancellation: false, noiseSuppression: false, autoGainControl: false } : false,
    });
    for (const track of stream.getVideoTracks()) track.contentHint = motion ? "motion" : "detail";
    for (const track of stream.getAudioTracks()) track.contentHint = "music";
    return stream;
  } catch (error) {
    if (error instanceof Error && error.name === "NotAllowedError") return null;
    throw new PictureError("The screen could not be shared.");
  }
}

export function stopStream(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) {
    track.onended = null;
    track.stop();
  }
}

function mediaDevices(): MediaDevices {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (!media) throw new PictureError("Browsers give camera and screen to pages on https or localhost only.");
  return media;
}

function cameraTrouble(error: unknown): string {
  switch (error instanceof Error ? error.name : "") {
    case "NotAllowedError": return "The browser does not allow this page to use the camera. Allow it in the address bar.";
    case "NotFoundError": case "OverconstrainedError": return "No camera was found.";
    case "NotReadableError": return "The camera is used by another program.";
    default: return "The camera could not be opened.";
  }
}
