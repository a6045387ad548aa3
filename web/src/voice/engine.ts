// The one call of this tab: what the gateway says and what people press become sockets, sound and pictures.
import { Op } from "../gateway/protocol";
import { tellGateway } from "../gateway/connection";
import { call, noCall, own, participants } from "../stores/call";
import type { Id } from "../wire/types";
import type { VoiceServer, VoiceState } from "../wire/voice";

export class CallEngine {
  join(channelId: Id, guildId: Id | null): void {
    call.set({ ...noCall, phase: "connecting", channelId, guildId });
    this.#sayState();
  }

  leave(): void {
    const { guildId } = call.get();
    tellGateway(Op.voiceStateUpdate, { guild_id: guildId, channel_id: null, self_mute: own.get().muted, self_deaf: own.get().deafened });
    participants.clear();
    call.set(noCall);
  }

  setMuted(muted: boolean): void {
    own.update((now) => ({ ...now, muted, deafened: now.deafened && muted }));
    this.#sayState();
  }

  setDeafened(deafened: boolean): void {
    own.update((now) => ({ ...now, deafened, muted: deafened || now.muted }));
    this.#sayState();
  }

  startCamera(): void {}
  stopCamera(): void {}
  startScreen(_options: { sound: boolean; motion: boolean }): void {}
  stopScreen(): void {}
  watch(_userId: Id, _kind: "camera" | "screen", _heightPx: number): void {}
  seat(_positions: Readonly<Record<Id, number>>): void {}
  startInputTest(_loopback: boolean): void {}
  stopInputTest(): void {}
  refreshDevices(): void {}
  push(_held: boolean): void {}

  stateChanged(_state: VoiceState): void {}
  serverChanged(_server: VoiceServer): void {}
  sessionBegan(_sessionId: string): void {}

  #sayState(): void {
    const { channelId, guildId } = call.get();
    if (channelId) tellGateway(Op.voiceStateUpdate, { guild_id: guildId, channel_id: channelId, self_mute: own.get().muted, self_deaf: own.get().deafened, self_video: false });
  }
}

export const engine = new CallEngine();
