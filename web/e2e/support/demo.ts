// A believable community for pictures and for trying things out: people who build small boats.
import { call, createBot, keepOnline, register, unique, type Account } from "./api";
import { emblem, landscape } from "./png";

export interface Demo {
  guild: string;
  channel: string;
  /** A voice channel and a stage. */
  lounge: string;
  stage: string;
  me: Account;
  others: Account[];
  close: () => void;
}

const people: [string, string][] = [
  ["mira.holt", "Mira Holt"], ["tobias", "Tobias"], ["yuki.t", "Yuki"], ["samir", "Samir K."], ["lena.brandt", "Lena"], ["oskar", "Oskar"],
  ["priya.n", "Priya"], ["finn.larsen", "Finn"], ["amara", "Amara"], ["jonas.w", "Jonas"], ["elif", "Elif"], ["ruben", "Ruben"], ["noor", "Noor"],
];

const colors = { crew: 0xe3b04b, builder: 0x4fcbb1, sailor: 0x5aa9e6 };
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function buildDemo(): Promise<Demo> {
  const tag = process.env.DEMO_PLAIN_NAMES ? "" : unique();
  const name = (username: string) => (tag ? `${username}.${tag}` : username);
  const me = await register(name("mira.holt"), "Mira Holt");
  const icon = `data:image/png;base64,${emblem(128, [18, 92, 84], [244, 248, 244], [224, 174, 69]).toString("base64")}`;
  const guild = await call<{ id: string; channels?: { id: string; name: string; type: number }[] }>(me.token, "POST", "/guilds", { name: "Tidewater Boatworks", icon });
  const places = await createPlaces(me, guild.id);
  const invite = await call<{ code: string }>(me.token, "POST", `/channels/${places.channel}/invites`, { max_age: 0 });

  const others: Account[] = [];
  for (const [username, display] of people.slice(1)) {
    const account = await register(name(username), display);
    await call(account.token, "POST", `/invites/${invite.code}`, {});
    others.push(account);
  }
  await giveRoles(me, guild.id, others);
  const bot = await createBot(me.token, "Harbourmaster", guild.id).catch((error: unknown) => {
    console.warn("No bot in the demo:", String(error));
    return null;
  });
  const closers = await Promise.all([
    ...others.slice(0, 8).map((one, index) => keepOnline(one.token, ["online", "online", "idle", "online", "dnd", "online", "online", "idle"][index])),
    ...(bot ? [keepOnline(bot.token, "online", [{ name: "the tide", type: 3 }])] : []),
  ]);
  await converse(me, others, places, bot?.token ?? null);
  return { guild: guild.id, channel: places.channel, lounge: places.lounge, stage: places.stage, me, others, close: () => closers.forEach((close) => close()) };
}

interface Places { channel: string; pictures: string; help: string; welcome: string; lounge: string; stage: string }

async function createPlaces(me: Account, guild: string): Promise<Places> {
  const make = async (body: Record<string, unknown>) => (await call<{ id: string }>(me.token, "POST", `/guilds/${guild}/channels`, body)).id;
  const existing = await call<{ id: string; type: number }[]>(me.token, "GET", `/guilds/${guild}/channels`).catch(() => []);
  const hall = await make({ name: "The Hall", type: 4, position: 0 });
  const welcome = await make({ name: "welcome", type: 0, parent_id: hall, topic: "Start here. Say who you are and what floats your boat." });
  const workshop = await make({ name: "Workshop", type: 4, position: 1 });
  const channel = await make({ name: "build-logs", type: 0, parent_id: workshop, topic: "Progress, pictures, and honest mistakes. One boat at a time." });
  const help = await make({ name: "ask-anything", type: 0, parent_id: workshop, topic: "No question is too small." });
  await make({ name: "tools-and-jigs", type: 0, parent_id: workshop });
  const water = await make({ name: "On the water", type: 4, position: 2 });
  const pictures = await make({ name: "pictures", type: 0, parent_id: water, topic: "Show us where you sailed." });
  await make({ name: "meetups", type: 0, parent_id: water });
  await make({ name: "weather", type: 0, parent_id: water });
  const rooms = await make({ name: "Voice", type: 4, position: 3 });
  const lounge = await make({ name: "Lounge", type: 2, parent_id: rooms });
  await make({ name: "Workbench", type: 2, parent_id: rooms, user_limit: 6 });
  const stage = await make({ name: "Saturday talks", type: 13, parent_id: rooms });
  for (const old of existing) await call(me.token, "DELETE", `/channels/${old.id}`);
  return { channel, pictures, help, welcome, lounge, stage };
}

async function giveRoles(me: Account, guild: string, others: Account[]): Promise<void> {
  const make = async (name: string, color: number) => (await call<{ id: string }>(me.token, "POST", `/guilds/${guild}/roles`, { name, color, hoist: true, mentionable: true })).id;
  const sailor = await make("Sailors", colors.sailor);
  const builder = await make("Builders", colors.builder);
  const crew = await make("Harbour crew", colors.crew);
  await call(me.token, "PATCH", `/guilds/${guild}/roles`, [{ id: crew, position: 3 }, { id: builder, position: 2 }, { id: sailor, position: 1 }]).catch(() => undefined);
  await call(me.token, "PUT", `/guilds/${guild}/members/${me.id}/roles/${crew}`);
  for (const [index, one] of others.entries()) {
    const role = index === 0 ? crew : index < 5 ? builder : index < 9 ? sailor : null;
    if (role) await call(me.token, "PUT", `/guilds/${guild}/members/${one.id}/roles/${role}`);
  }
}

async function converse(me: Account, others: Account[], places: Places, bot: string | null): Promise<void> {
  const [tobias, yuki, samir, lena, oskar, priya, finn] = others;
  if (!tobias || !yuki || !samir || !lena || !oskar || !priya || !finn) return;
  const say = async (who: { token: string }, content: string, extra: Record<string, unknown> = {}, channel = places.channel) => {
    await sleep(30);
    return call<{ id: string }>(who.token, "POST", `/channels/${channel}/messages`, { content, ...extra });
  };
  const react = async (message: { id: string }, emoji: string, who: { token: string }[], channel = places.channel) => {
    for (const one of who) await call(one.token, "PUT", `/channels/${channel}/messages/${message.id}/reactions/${encodeURIComponent(emoji)}/@me`);
  };
  const replyTo = (message: { id: string }) => ({ message_reference: { message_id: message.id } });

  await say(me, "Welcome aboard! Read the pinned message, pick a role, and tell us what you are building.", {}, places.welcome);
  await say(finn, "Hi all, Finn here. Complete beginner, one borrowed plane and a lot of optimism.", {}, places.welcome);
  await say(priya, "Which epoxy would you trust below the waterline?", {}, places.help);
  for (let index = 0; index < 24; index++) {
    const lines = ["Sanded the second coat this morning.", "Anyone have spare clamps for the weekend?", "The plans arrived, all 14 sheets.", "Measured twice, cut once, still wrong.", "Dry fit went better than I feared.", "I can bring the steam box on Saturday."];
    await say(others[index % others.length] ?? tobias, lines[index % lines.length] ?? "");
  }
  const plan = await say(tobias, "# Weekend plan\nWe turn the hull on **Saturday at ten**. What we need:\n- six people who can lift\n- ~~four~~ *eight* trestles\n- someone who brings coffee");
  await react(plan, "🙌", [me, yuki, samir, lena]);
  await react(plan, "☕", [oskar, me]);
  await call(me.token, "PUT", `/channels/${places.channel}/pins/${plan.id}`).catch(() => undefined);
  await say(yuki, "Count me in, and I'll bring the coffee. Oat milk for Samir, I remember.", replyTo(plan));
  await say(samir, "You do! :heart: I have two trestles in the van already.".replace(":heart:", "❤️"));
  await say(samir, "Also, for whoever asked about plank widths, this is the little helper I use:");
  await say(samir, "```python\ndef widths(girth_mm: float, planks: int, lap_mm: float = 19) -> float:\n    \"\"\"Width of each strake so that the laps add up.\"\"\"\n    return (girth_mm + lap_mm * (planks - 1)) / planks\n\nprint(round(widths(1240, 9), 1))  # 154.7\n```");
  const form = new FormData();
  form.append("payload_json", JSON.stringify({ content: "Last evening out before the season ends. The new sail holds its shape beautifully.", attachments: [{ id: 0, filename: "evening-on-the-lake.png" }] }));
  form.append("files[0]", new Blob([new Uint8Array(landscape(960, 540))], { type: "image/png" }), "evening-on-the-lake.png");
  const picture = await call<{ id: string }>(lena.token, "POST", `/channels/${places.channel}/messages`, form);
  await react(picture, "😍", [me, yuki, tobias, samir, oskar]);
  await react(picture, "⛵", [finn, me, priya]);
  await say(oskar, `What a light. <@${lena.id}> is that the new **Dacron** one, or did you go for the tanbark in the end?`);
  if (bot) {
    await say({ token: bot }, "", { embeds: [{ title: "Tide for Saturday", description: "Calm until noon, then a light breeze from the south-west.", color: 0x4fcbb1, fields: [
      { name: "High water", value: "09:42, 2.1 m", inline: true }, { name: "Low water", value: "15:58, 0.4 m", inline: true }, { name: "Wind", value: "SW 2 to 3", inline: true },
    ], footer: { text: "Harbourmaster" } }] });
  }
  await say(me, `Perfect timing, then. <@${tobias.id}> shall we meet at the slip half an hour earlier and clear the floor?`);
  const yes = await say(tobias, "Yes. I'll open up at `09:15`, and there will be cake.");
  await react(yes, "🍰", [me, finn, yuki]);
  await call(me.token, "POST", `/channels/${places.channel}/messages/${yes.id}/ack`, { token: null }).catch(() => undefined);
  await say(priya, "First time turning a hull for me. Anything I should read before?", {}, places.help);
  await say(oskar, `<@${me.id}> could you look at my jig drawing when you have a minute?`, {}, places.help);
}
