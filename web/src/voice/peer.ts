// The one connection to the server's media side. Its sections are laid out once: what is sent is put in by replaceTrack,
// what is received is told by slots, so that nothing is ever negotiated again.
import { music, screenSound, speechAt, tuneAnswer, tuneOffer, type OpusWish } from "./sdp";

export const AudioSlots = 8;
export const VideoSlots = 9;

/** Three sizes of the camera; the server picks one for each viewer. */
const cameraLayers: RTCRtpEncodingParameters[] = [
  { rid: "l", scaleResolutionDownBy: 4, maxBitrate: 150_000 },
  { rid: "m", scaleResolutionDownBy: 2, maxBitrate: 500_000 },
  { rid: "h", scaleResolutionDownBy: 1, maxBitrate: 1_700_000 },
];
const ScreenBitrate = 3_000_000;

export interface Receiving {
  mid: string;
  receiver: RTCRtpReceiver;
  /** Holds the section's track for as long as the connection lives. */
  stream: MediaStream;
}

/** How the microphone is to be encoded; `bitrate` is the channel's, for speech. */
export interface Sounding { musical: boolean; bitrate: number }

export interface PeerEvents { onState: (state: RTCPeerConnectionState) => void }

export class Peer {
  readonly receiving = new Map<string, Receiving>();
  readonly #connection: RTCPeerConnection;
  readonly #sending: Record<"microphone" | "camera" | "screen" | "screenSound", RTCRtpTransceiver>;
  readonly #recv: RTCRtpTransceiver[];
  #answer = "";
  #sound: Sounding = { musical: false, bitrate: 64_000 };

  constructor(events: PeerEvents) {
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });
    this.#connection = connection;
    connection.onconnectionstatechange = () => events.onState(connection.connectionState);
    const send = (kind: "audio" | "video", sendEncodings: RTCRtpEncodingParameters[] = [{}]) => connection.addTransceiver(kind, { direction: "sendonly", sendEncodings });
    this.#sending = {
      microphone: send("audio", [{ networkPriority: "high", priority: "high" }]),
      camera: send("video", cameraLayers),
      screen: send("video", [{ maxBitrate: ScreenBitrate }]),
      screenSound: send("audio"),
    };
    const recv = (kind: "audio" | "video", count: number) => Array.from({ length: count }, () => connection.addTransceiver(kind, { direction: "recvonly" }));
    this.#recv = [...recv("audio", AudioSlots), ...recv("video", VideoSlots)];
    for (const transceiver of connection.getTransceivers()) preferCodecs(transceiver, transceiver === this.#sending.microphone);
  }

  get state(): RTCPeerConnectionState {
    return this.#connection.connectionState;
  }

  /** Takes relays for networks that let no UDP through; false when there are none. */
  useRelays(iceServers: RTCIceServer[] | undefined): boolean {
    if (!iceServers?.length) return false;
    this.#connection.setConfiguration({ ...this.#connection.getConfiguration(), iceServers });
    return true;
  }

  /** The whole offer; `restart` finds a new way through the network for a connection that has one. */
  async offer(restart = false): Promise<string> {
    const offer = await this.#connection.createOffer({ iceRestart: restart });
    const sdp = tuneOffer(offer.sdp ?? "");
    await this.#connection.setLocalDescription({ type: "offer", sdp });
    for (const { mid, receiver } of this.#recv) {
      if (mid !== null && !this.receiving.has(mid)) this.receiving.set(mid, { mid, receiver, stream: new MediaStream([receiver.track]) });
    }
    return this.#connection.localDescription?.sdp ?? sdp;
  }

  async accept(sdp: string, sound: Sounding): Promise<void> {
    this.#answer = sdp;
    this.#sound = sound;
    await this.#connection.setRemoteDescription({ type: "answer", sdp: tuneAnswer(sdp, this.#wishes()) });
  }

  /** Music and speech differ in what is said to the encoder; both sides' sections stay as they are, so the server need not know. */
  async setSound(sound: Sounding): Promise<void> {
    if ((sound.musical === this.#sound.musical && sound.bitrate === this.#sound.bitrate) || !this.#answer || this.#connection.signalingState !== "stable") return;
    await this.offer();
    await this.accept(this.#answer, sound);
  }

  sendMicrophone(track: MediaStreamTrack | null): Promise<void> {
    return this.#sending.microphone.sender.replaceTrack(track);
  }

  sendCamera(track: MediaStreamTrack | null): Promise<void> {
    return this.#sending.camera.sender.replaceTrack(track);
  }

  async sendScreen(picture: MediaStreamTrack | null, sound: MediaStreamTrack | null): Promise<void> {
    await Promise.all([this.#sending.screen.sender.replaceTrack(picture), this.#sending.screenSound.sender.replaceTrack(sound)]);
  }

  stats(): Promise<RTCStatsReport> {
    return this.#connection.getStats();
  }

  close(): void {
    this.#connection.onconnectionstatechange = null;
    this.#connection.close();
    this.receiving.clear();
  }

  #wishes(): Map<string, OpusWish> {
    const { microphone, screenSound: sound } = this.#sending;
    return new Map([[microphone.mid ?? "", this.#sound.musical ? music : speechAt(this.#sound.bitrate)], [sound.mid ?? "", screenSound]]);
  }
}

/** One codec for each kind keeps the description short; VP8 brings its repairs, Opus what repeats the last frame (RED): first where it is to be sent. */
function preferCodecs(transceiver: RTCRtpTransceiver, redundant: boolean): void {
  const kind = transceiver.receiver.track.kind;
  const wanted = kind === "video" ? ["video/vp8", "video/rtx"] : redundant ? ["audio/red", "audio/opus"] : ["audio/opus", "audio/red"];
  const place = (codec: RTCRtpCodec) => wanted.indexOf(codec.mimeType.toLowerCase());
  const codecs = (RTCRtpReceiver.getCapabilities(kind)?.codecs ?? []).filter((codec) => place(codec) >= 0).sort((a, b) => place(a) - place(b));
  // Firefox has had it since version 128; the order of browsers without it serves as well.
  if (codecs.length > 0 && "setCodecPreferences" in transceiver) transceiver.setCodecPreferences(codecs);
}

