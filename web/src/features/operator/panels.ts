// What is drawn: each panel with its lines, and the stages of a message's journey.
export interface Line {
  name: string;
  text: string;
  colour: string;
}

export interface Panel {
  title: string;
  unit: string;
  lines: readonly Line[];
}

const [first, second, third, fourth, fifth, sixth] = ["--accent", "--brass", "--code-fn", "--danger", "--code-num", "--text-3"] as const;

export const panels: readonly Panel[] = [
  { title: "Connections", unit: "", lines: [{ name: "sockets", text: "Sockets", colour: first }, { name: "sessions", text: "Sessions", colour: second }] },
  { title: "Deliveries", unit: "/s", lines: [{ name: "deliveries", text: "Events to sockets", colour: first }] },
  { title: "Arrivals", unit: "/s", lines: [
    { name: "identifies", text: "Identified", colour: first }, { name: "resumes", text: "Resumed", colour: third }, { name: "identifies_refused", text: "Told to come later", colour: second }] },
  { title: "Wait to identify", unit: " ms", lines: [{ name: "identify_wait_p50", text: "Half within", colour: first }, { name: "identify_wait_p99", text: "99 % within", colour: second }] },
  { title: "Requests", unit: "/s", lines: [
    { name: "requests_2xx", text: "Answered", colour: first }, { name: "requests_4xx", text: "Refused", colour: third },
    { name: "requests_429", text: "Too many", colour: second }, { name: "requests_5xx", text: "Failed", colour: fourth }] },
  { title: "Time to an answer", unit: " ms", lines: [{ name: "requests_p50", text: "Half within", colour: first }, { name: "requests_p99", text: "99 % within", colour: second }] },
  { title: "Store", unit: "/s", lines: [{ name: "writes", text: "Writes", colour: first }, { name: "transactions", text: "Transactions", colour: second }, { name: "reads", text: "Reads", colour: third }] },
  { title: "Time in the store", unit: " ms", lines: [{ name: "transaction_p99", text: "Transaction, 99 %", colour: first }, { name: "read_p99", text: "Read, 99 %", colour: third }] },
  { title: "Processor", unit: " %", lines: [{ name: "cpu", text: "Of a core", colour: first }, { name: "gc_percent", text: "Collecting garbage", colour: second }] },
  { title: "Memory", unit: " MB", lines: [{ name: "memory_megabytes", text: "Process", colour: first }, { name: "heap_megabytes", text: "Heap", colour: second }] },
  { title: "Waiting", unit: "", lines: [
    { name: "waiting_guild", text: "Guilds", colour: first }, { name: "waiting_shards", text: "Shards", colour: second }, { name: "waiting_writes", text: "Writes", colour: third },
    { name: "waiting_reads", text: "Reads", colour: fifth }, { name: "waiting_pool", text: "Threads", colour: fourth }, { name: "waiting_identifies", text: "Identifying", colour: sixth }] },
  { title: "Trouble", unit: "/s", lines: [
    { name: "slow_readers", text: "Slow readers cut", colour: second }, { name: "zombies", text: "Silent sockets cut", colour: third },
    { name: "dropped", text: "Events left out", colour: first }, { name: "crashes", text: "Actors failed", colour: fourth }, { name: "faults", text: "Shard faults", colour: fifth }] },
];

export const stages: readonly { id: string; text: string; about: string }[] = [
  { id: "edge", text: "Edge", about: "Token, limits, body" },
  { id: "mailbox", text: "Mailbox", about: "Waiting for the guild" },
  { id: "decide", text: "Decide", about: "Permissions and rules" },
  { id: "commit", text: "Commit", about: "Until it is on the disk" },
  { id: "relay", text: "Relay", about: "To the shards" },
  { id: "shard", text: "Shard", about: "A number in every session" },
  { id: "flush", text: "Flush", about: "Until the last is written" },
];
