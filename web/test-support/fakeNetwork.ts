// A gateway that a test plays by hand: sockets that only remember, and a clock that moves when told.
import type { SocketEnvironment, WebSocketLike } from "../src/gateway/line";

export class FakeSocket implements WebSocketLike {
  readyState = 0;
  sent: { op: number; d: Record<string, unknown> | number | null }[] = [];
  closedWith: number | undefined;
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  send(data: string) { this.sent.push(JSON.parse(data) as FakeSocket["sent"][number]); }
  close(code?: number) { this.closedWith = code; }
  receive(frame: object) { this.onmessage?.({ data: JSON.stringify(frame) }); }
  lose(code: number) { this.onclose?.({ code, reason: "" }); }
}

export class FakeNetwork {
  sockets: FakeSocket[] = [];
  now = 0;
  #timers = new Map<number, { at: number; run: () => void }>();
  #next = 1;
  readonly environment: SocketEnvironment = {
    open: () => { const made = new FakeSocket(); this.sockets.push(made); return made; },
    setTimeout: (run, ms) => { this.#timers.set(this.#next, { at: this.now + ms, run }); return this.#next++; },
    clearTimeout: (timer) => this.#timers.delete(timer as number),
    now: () => this.now, random: () => 0.5,
  };
  get current(): FakeSocket { return this.sockets[this.sockets.length - 1] as FakeSocket; }
  pass(ms: number) {
    const until = this.now + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= until).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.now = due[1].at;
      due[1].run();
    }
    this.now = until;
  }
}
