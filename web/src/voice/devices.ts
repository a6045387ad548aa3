// Which microphones, loudspeakers and cameras there are, as far as the browser tells.
import { devices, type Device } from "../stores/voiceSettings";

let watching = false;

export async function refreshDevices(): Promise<void> {
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (!media?.enumerateDevices) return;
  if (!watching) {
    watching = true;
    media.addEventListener("devicechange", () => void refreshDevices());
  }
  const found = await media.enumerateDevices();
  const of = (kind: MediaDeviceKind, word: string): Device[] => found
    .filter((device) => device.kind === kind && device.deviceId !== "")
    .map((device, index) => ({ id: device.deviceId, label: device.label || `${word} ${index + 1}` }));
  devices.set({
    inputs: of("audioinput", "Microphone"), outputs: of("audiooutput", "Loudspeaker"), cameras: of("videoinput", "Camera"),
    named: found.some((device) => device.label !== ""),
  });
}
