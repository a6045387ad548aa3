import { beforeEach, expect, it } from "vitest";
import { handlers } from "../gateway/handlers";
import type { VoiceState } from "../wire/voice";
import { effects, forgetVoice, peopleIn, privateCalls, stageInstances, voiceStatesOf, voiceStatuses } from "./voiceStates";

const state = (user: string, channel: string | null, more: Partial<VoiceState> = {}): VoiceState => ({
  guild_id: "1", channel_id: channel, user_id: user, session_id: "s", deaf: false, mute: false, self_deaf: false, self_mute: false, self_video: false, suppress: false,
  request_to_speak_timestamp: null, ...more,
});
const names = (owner: string, channel: string) => peopleIn(owner, channel).map((one) => one.user_id);

beforeEach(() => forgetVoice());

it("knows who is in which voice channel, as people come, move and go", () => {
  handlers.VOICE_STATE_UPDATE(state("7", "20"));
  handlers.VOICE_STATE_UPDATE(state("8", "20"));
  expect(names("1", "20")).toEqual(["7", "8"]);
  handlers.VOICE_STATE_UPDATE(state("7", "21"));
  handlers.VOICE_STATE_UPDATE(state("8", null));
  expect(names("1", "20")).toEqual([]);
  expect(names("1", "21")).toEqual(["7"]);
});

it("takes the states that come with a guild for all there are", () => {
  handlers.VOICE_STATE_UPDATE(state("7", "20"));
  handlers.GUILD_CREATE({ id: "1", name: "Hall", owner_id: "7", voice_states: [state("9", "20", { guild_id: undefined })], stage_instances: [], channels: [{ id: "20", type: 2, status: "Tuning" }] });
  expect(names("1", "20")).toEqual(["9"]);
  expect(voiceStatesOf.of("1").get("9")?.guild_id).toBe("1");
  expect(voiceStatuses.get("20")).toBe("Tuning");
});

it("hears of a guild that is not on screen in summaries", () => {
  handlers.VOICE_STATE_UPDATE(state("7", "20"));
  handlers.PASSIVE_UPDATE_V2({ guild_id: "1", updated_voice_states: [state("8", "21", { guild_id: undefined })], removed_voice_states: ["7"] });
  expect(names("1", "20")).toEqual([]);
  expect(names("1", "21")).toEqual(["8"]);
});

it("keeps a private call and its ring under its channel", () => {
  handlers.CALL_CREATE({ channel_id: "50", ringing: ["8"], voice_states: [state("7", "50", { guild_id: null })] });
  expect(privateCalls.get("50")?.ringing).toEqual(["8"]);
  handlers.VOICE_STATE_UPDATE(state("8", "50", { guild_id: null }));
  handlers.CALL_UPDATE({ channel_id: "50", ringing: [] });
  expect(names("50", "50")).toEqual(["7", "8"]);
  expect(privateCalls.get("50")?.ringing).toEqual([]);
  handlers.VOICE_STATE_UPDATE(state("8", null, { guild_id: null }));
  expect(names("50", "50")).toEqual(["7"]);
  handlers.CALL_DELETE({ channel_id: "50" });
  expect(privateCalls.has("50")).toBe(false);
  expect(names("50", "50")).toEqual([]);
});

it("keeps stages while they are live, and few effects", () => {
  const stage = { id: "3", guild_id: "1", channel_id: "30", topic: "Boats", privacy_level: 2 };
  handlers.STAGE_INSTANCE_CREATE(stage);
  handlers.STAGE_INSTANCE_UPDATE({ ...stage, topic: "Sails" });
  expect(stageInstances.get("30")?.topic).toBe("Sails");
  handlers.STAGE_INSTANCE_DELETE(stage);
  expect(stageInstances.has("30")).toBe(false);
  for (let i = 0; i < 100; i++) handlers.VOICE_CHANNEL_EFFECT_SEND({ channel_id: "20", guild_id: "1", user_id: String(i) });
  expect(effects.get()).toHaveLength(30);
  expect(effects.get().at(-1)?.user_id).toBe("99");
});
