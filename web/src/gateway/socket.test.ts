import { beforeEach, describe, expect, it } from "vitest";
import { FakeNetwork } from "../../test-support/fakeNetwork";
import { Op } from "./protocol";
import { GatewaySocket, type SocketState } from "./socket";

class World extends FakeNetwork {
  states: SocketState[] = [];
  dispatches: string[] = [];
  refused: number[] = [];
  socket = new GatewaySocket({
    url: "ws://hall/?v=10&encoding=json", token: "secret", identify: () => ({ properties: {} }),
    onDispatch: (name) => this.dispatches.push(name), onState: (state) => this.states.push(state), onRefused: (code) => this.refused.push(code),
  }, this.environment);
  ready() {
    this.socket.connect();
    this.current.onopen?.(undefined as never);
    this.current.receive({ op: Op.hello, d: { heartbeat_interval: 40_000 } });
    this.current.receive({ op: Op.dispatch, t: "READY", s: 1, d: { session_id: "abc" } });
  }
}

let world: World;
beforeEach(() => { world = new World(); });

describe("the gateway socket", () => {
  it("identifies after hello and is ready with READY", () => {
    world.ready();
    expect(world.states).toEqual(["connecting", "hello", "identifying", "ready"]);
    expect(world.current.sent[0]).toMatchObject({ op: Op.identify, d: { token: "secret" } });
    expect(world.dispatches).toEqual(["READY"]);
  });

  it("resumes where it stopped when the connection drops", () => {
    world.ready();
    world.current.receive({ op: Op.dispatch, t: "MESSAGE_CREATE", s: 7, d: {} });
    world.current.lose(1006);
    expect(world.socket.state).toBe("backoff");
    world.pass(2_000);
    world.current.receive({ op: Op.hello, d: { heartbeat_interval: 40_000 } });
    expect(world.socket.state).toBe("resuming");
    expect(world.current.sent[0]).toEqual({ op: Op.resume, d: { token: "secret", session_id: "abc", seq: 7 } });
    world.current.receive({ op: Op.dispatch, t: "RESUMED", s: 8, d: {} });
    expect(world.socket.state).toBe("ready");
  });

  it("identifies anew when the session cannot be resumed", () => {
    world.ready();
    world.current.lose(4009);
    world.pass(2_000);
    world.current.receive({ op: Op.hello, d: { heartbeat_interval: 40_000 } });
    expect(world.current.sent[0]?.op).toBe(Op.identify);
  });

  it("forgets the session when the server calls it invalid", () => {
    world.ready();
    world.current.receive({ op: Op.invalidSession, d: false });
    expect(world.socket.state).toBe("backoff");
    world.pass(6_000);
    world.current.receive({ op: Op.hello, d: { heartbeat_interval: 40_000 } });
    expect(world.current.sent[0]?.op).toBe(Op.identify);
  });

  it("leaves at once and resumes when the server asks it to reconnect", () => {
    world.ready();
    const first = world.current;
    world.current.receive({ op: Op.reconnect, d: null });
    expect(first.closedWith).toBe(4900);
    world.pass(600);
    expect(world.sockets).toHaveLength(2);
  });

  it("takes a socket for dead when a heartbeat stays unanswered", () => {
    world.ready();
    world.pass(20_000);
    expect(world.current.sent.at(-1)).toEqual({ op: Op.heartbeat, d: 1 });
    world.pass(40_000);
    expect(world.states).toContain("backoff");
  });

  it("stays when heartbeats are answered", () => {
    world.ready();
    for (let beat = 0; beat < 5; beat++) {
      world.pass(20_000);
      world.current.receive({ op: Op.heartbeatAck });
      world.pass(20_000);
      world.current.receive({ op: Op.heartbeatAck });
    }
    expect(world.socket.state).toBe("ready");
  });

  it("answers a heartbeat that the server asks for", () => {
    world.ready();
    world.current.receive({ op: Op.heartbeat, d: null });
    expect(world.current.sent.at(-1)?.op).toBe(Op.heartbeat);
    expect(world.socket.state).toBe("ready");
  });

  it("gives up and says so when the token is refused", () => {
    world.ready();
    world.current.lose(4004);
    expect(world.socket.state).toBe("closed");
    expect(world.refused).toEqual([4004]);
    world.pass(120_000);
    expect(world.sockets).toHaveLength(1);
  });

  it("waits longer after each failure, up to half a minute", () => {
    world.socket.connect();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 9; attempt++) {
      const before = world.now;
      const count = world.sockets.length;
      world.current.lose(1006);
      while (world.sockets.length === count) world.pass(100);
      waits.push(world.now - before);
    }
    expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_100);
  });

  it("does not wait when the network comes back", () => {
    world.ready();
    world.socket.networkLost();
    expect(world.socket.state).toBe("backoff");
    world.socket.wake();
    expect(world.socket.state).toBe("connecting");
  });

  it("drops a connection that says nothing", () => {
    world.socket.connect();
    world.pass(15_000);
    expect(world.states).toContain("backoff");
  });

  it("survives garbage by reconnecting", () => {
    world.ready();
    world.current.onmessage?.({ data: "}{" });
    expect(world.socket.state).toBe("backoff");
  });

  it("ignores what an abandoned socket still says", () => {
    world.ready();
    const first = world.current;
    const late = first.onmessage;
    world.socket.networkLost();
    late?.({ data: JSON.stringify({ op: 0, t: "MESSAGE_CREATE", s: 99, d: {} }) });
    expect(world.socket.sequence).toBe(1);
  });
});
