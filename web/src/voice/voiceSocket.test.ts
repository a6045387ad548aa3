import { beforeEach, describe, expect, it } from "vitest";
import { FakeNetwork } from "../../test-support/fakeNetwork";
import { VoiceOp } from "./protocol";
import { VoiceSocket, type VoiceSocketState } from "./voiceSocket";

class World extends FakeNetwork {
  states: VoiceSocketState[] = [];
  messages: [number, unknown][] = [];
  gone: [string, number][] = [];
  socket = new VoiceSocket("ws://hall/voice?v=8", { serverId: "9", userId: "7", sessionId: "abc", token: "secret" }, {
    onMessage: (op, d) => this.messages.push([op, d]), onState: (state) => this.states.push(state), onGone: (after, code) => this.gone.push([after, code]),
  }, this.environment);
  hello() { this.current.receive({ op: VoiceOp.hello, d: { heartbeat_interval: 5_000 } }); }
  ready() {
    this.socket.connect();
    this.hello();
    this.current.receive({ op: VoiceOp.ready, d: { ssrc: 1, ip: "127.0.0.1", port: 5000 }, seq: 1 });
  }
}

let world: World;
beforeEach(() => { world = new World(); });

describe("the voice socket", () => {
  it("identifies as a browser after hello and passes on what comes", () => {
    world.ready();
    expect(world.current.sent[0]).toEqual({ op: VoiceOp.identify, d: { server_id: "9", user_id: "7", session_id: "abc", token: "secret", max_dave_protocol_version: 0, video: true } });
    expect(world.messages.map(([op]) => op)).toEqual([VoiceOp.ready]);
    expect(world.states).toEqual(["connecting", "identifying", "ready"]);
  });

  it("says nothing before it is ready", () => {
    world.socket.connect();
    world.hello();
    expect(world.socket.send(VoiceOp.video, {})).toBe(false);
    expect(world.current.sent).toHaveLength(1);
  });

  it("acknowledges what it has read with every heartbeat, and measures the way", () => {
    world.ready();
    world.current.receive({ op: VoiceOp.speaking, d: {}, seq: 5 });
    world.pass(5_000);
    expect(world.current.sent.at(-1)).toMatchObject({ op: VoiceOp.heartbeat, d: { seq_ack: 5 } });
    world.pass(30);
    world.current.receive({ op: VoiceOp.heartbeatAck, d: { t: 1 } });
    expect(world.socket.rttMs).toBe(30);
  });

  it("counts binary messages too, though they are not for it", () => {
    world.ready();
    world.current.onmessage?.({ data: new Uint8Array([0x01, 0x02, 25, 0]).buffer });
    world.pass(5_000);
    expect(world.current.sent.at(-1)?.d).toMatchObject({ seq_ack: 0x0102 });
  });

  it("resumes at the same place when the connection drops, with what it has read", () => {
    world.ready();
    world.current.receive({ op: VoiceOp.slots, d: { slots: [] }, seq: 9 });
    world.current.lose(1006);
    expect(world.socket.state).toBe("waiting");
    world.pass(200);
    world.hello();
    expect(world.current.sent[0]).toEqual({ op: VoiceOp.resume, d: { server_id: "9", session_id: "abc", token: "secret", seq_ack: 9 } });
    world.current.receive({ op: VoiceOp.resumed, d: null });
    expect(world.socket.state).toBe("ready");
    expect(world.gone).toEqual([]);
  });

  it("resumes after the server said that it crashed", () => {
    world.ready();
    world.current.lose(4015);
    world.pass(200);
    world.hello();
    expect(world.current.sent[0]?.op).toBe(VoiceOp.resume);
  });

  it("takes a socket without answers for dead", () => {
    world.ready();
    world.pass(5_000 * 3);
    expect(world.sockets[0]?.closedWith).toBe(4900);
    world.pass(1_000);
    expect(world.sockets).toHaveLength(2);
  });

  it("asks for a new session when the old one is gone", () => {
    world.ready();
    world.current.lose(1006);
    world.pass(200);
    world.hello();
    world.current.lose(4006);
    expect(world.gone).toEqual([["renew", 4006]]);
    world.pass(60_000);
    expect(world.sockets).toHaveLength(2);
  });

  it("gives resuming up when nobody answers for long", () => {
    world.ready();
    world.current.lose(1006);
    for (let i = 0; i < 60 && world.gone.length === 0; i++) {
      world.pass(1_000);
      if (world.socket.state === "connecting") world.current.lose(1006);
    }
    expect(world.gone).toEqual([["renew", 1006]]);
    expect(world.now).toBeLessThan(20_000);
  });

  it("tells being put out from the end of a call, and tries neither again", () => {
    for (const [code, after] of [[4014, "wait"], [4021, "end"], [4022, "end"], [4004, "renew"]] as const) {
      world = new World();
      world.ready();
      world.current.lose(code);
      world.pass(30_000);
      expect(world.gone).toEqual([[after, code]]);
      expect(world.sockets).toHaveLength(1);
    }
  });

  it("drops a session for good when closed, whatever comes afterwards", () => {
    world.ready();
    world.socket.close();
    world.current.lose(1006);
    world.pass(30_000);
    expect(world.sockets).toHaveLength(1);
    expect(world.current.closedWith).toBe(1000);
    expect(world.gone).toEqual([]);
  });

  it("opens again after rubbish instead of going on", () => {
    world.ready();
    world.current.onmessage?.({ data: "{" });
    world.pass(500);
    expect(world.sockets).toHaveLength(2);
  });
});
