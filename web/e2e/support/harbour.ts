// A bot with something of everything, for the tests and the pictures: commands, components, forms, all ways to answer.
import { landscape } from "./png";
import type { Interaction } from "./bot";

const Ephemeral = 64;
const Layout = 1 << 15;
const boats = ["Kittiwake", "Puffin", "Razorbill", "Guillemot", "Fulmar"];

export const harbourCommands = [
  { type: 1, name: "berth", description: "Reserve a berth for a boat", options: [
    { type: 3, name: "boat", description: "Which boat", required: true, autocomplete: true },
    { type: 4, name: "nights", description: "How many nights", required: true, min_value: 1, max_value: 14 },
    { type: 3, name: "side", description: "Where to lie", choices: [{ name: "Quayside", value: "quay" }, { name: "Pontoon", value: "pontoon" }] },
    { type: 6, name: "skipper", description: "Who is responsible" }, { type: 5, name: "power", description: "Shore power" },
    { type: 11, name: "papers", description: "Insurance papers" }] },
  { type: 1, name: "tide", description: "High and low water today" },
  { type: 1, name: "report", description: "Today's harbour report" },
  { type: 1, name: "silence", description: "Nobody answers this" },
  { type: 1, name: "alerts", description: "Storm warnings", options: [
    { type: 1, name: "add", description: "Send storm warnings to a channel", options: [{ type: 7, name: "channel", description: "Where to", required: true }] },
    { type: 1, name: "list", description: "Show where warnings go" }] },
  { type: 1, name: "watch", description: "Who keeps watch" },
  { type: 1, name: "papers", description: "Hand in papers" },
  { type: 2, name: "Show berth" },
  { type: 3, name: "Save to logbook" },
];

const button = (style: number, label: string, custom_id: string, emoji?: string) => ({ type: 2, style, label, custom_id, ...(emoji ? { emoji: { name: emoji } } : {}) });
const row = (...components: object[]) => ({ type: 1, components });

const trip = {
  custom_id: "trip", title: "Log a trip", components: [
    { type: 10, content: "Times are **local**." },
    { type: 18, label: "Destination", description: "Where you mean to arrive", component: { type: 4, custom_id: "to", style: 1, min_length: 2, max_length: 40, placeholder: "Skellig Rock" } },
    { type: 18, label: "Remarks", component: { type: 4, custom_id: "remarks", style: 2, required: false, max_length: 300 } },
    { type: 18, label: "Boat", component: { type: 3, custom_id: "boat", options: boats.slice(0, 3).map((label) => ({ label, value: label.toLowerCase() })) } },
    { type: 18, label: "Weather", component: { type: 21, custom_id: "weather", options: [{ label: "Fair", value: "fair" }, { label: "Foul", value: "foul", description: "Anything above six" }] } },
  ],
};

const papers = {
  custom_id: "papers", title: "Hand in papers", components: [
    { type: 18, label: "Chart", description: "A picture or a text", component: { type: 19, custom_id: "chart", max_values: 2, file_types: [".png", ".txt"] } },
    { type: 18, label: "Crew", component: { type: 5, custom_id: "crew", required: false, min_values: 0, max_values: 4 } },
    { type: 18, label: "Gear", component: { type: 22, custom_id: "gear", required: false, min_values: 0, max_values: 2, options: [{ label: "Radio", value: "radio" }, { label: "Flares", value: "flares" }, { label: "Raft", value: "raft", description: "Checked this year" }] } },
    { type: 18, label: "I have told the harbour master", component: { type: 23, custom_id: "told" } },
  ],
};

const report = {
  flags: Layout,
  files: [{ attachment: landscape(640, 420), name: "quay.png" }, { attachment: landscape(640, 420), name: "nets.png" }, { attachment: landscape(420, 420), name: "kittiwake.png" }, { attachment: Buffer.from("tide table"), name: "tides.txt" }],
  components: [
    { type: 10, content: "## Harbour report\nBerths, weather and **who is out** today." },
    { type: 17, accent_color: 0x3ba55c, components: [
      { type: 9, components: [{ type: 10, content: "### Kittiwake\nBack at the pontoon since noon.\n-# Three crew, all well" }], accessory: { type: 11, media: { url: "attachment://kittiwake.png" }, description: "The boat Kittiwake" } },
      { type: 14, divider: true, spacing: 1 },
      { type: 9, components: [{ type: 10, content: "**Wind** NW 4, gusts 6\n**Tide** high at 14:20" }], accessory: { type: 2, style: 2, label: "Refresh", custom_id: "refresh" } },
      { type: 12, items: [{ media: { url: "attachment://quay.png" }, description: "The quay at dawn" }, { media: { url: "attachment://nets.png" }, description: "Nets drying" }] },
      { type: 13, file: { url: "attachment://tides.txt" } },
      row(button(1, "Log a trip", "log"), { type: 2, style: 5, label: "Chart", url: "https://example.org/chart" })] },
  ],
};

export async function answerAsHarbour(it: Interaction): Promise<unknown> {
  if (it.isAutocomplete()) {
    const typed = it.options.getFocused().toLowerCase();
    return it.respond(boats.filter((name) => name.toLowerCase().includes(typed)).map((name) => ({ name, value: name.toLowerCase() })));
  }
  if (it.isModalSubmit() && it.customId === "papers") {
    const field = (name: string) => it.fields.fields.get(name) as { value?: unknown; values?: string[]; attachments?: { size: number } };
    return it.reply({ content: `${field("chart").attachments?.size ?? 0} files, crew of ${field("crew").values?.length ?? 0}, gear ${field("gear").values?.join() ?? ""}, told ${String(field("told").value)}.`, flags: Ephemeral });
  }
  if (it.isModalSubmit()) return it.reply({ content: `Noted: **${it.fields.getTextInputValue("to")}** with ${it.fields.getStringSelectValues("boat").join()}. Fair winds!`, flags: Ephemeral });
  if (it.isUserContextMenuCommand()) return it.reply({ content: `<@${it.targetId}> lies at the pontoon.`, flags: Ephemeral });
  if (it.isMessageContextMenuCommand()) return it.reply({ content: "It is in the logbook.", flags: Ephemeral });
  if (it.isAnySelectMenu()) return it.reply({ content: `${it.customId}: ${it.values.join(", ")}`, flags: Ephemeral });
  if (it.isButton()) return answerButton(it);
  switch (it.commandName) {
    case "berth": return it.reply({
      content: `Berth for **${it.options.getString("boat") ?? ""}**, ${it.options.getInteger("nights") ?? 0} nights${it.options.getString("side") ? `, ${it.options.getString("side") ?? ""}` : ""}${it.options.getAttachment("papers") ? `, with ${it.options.getAttachment("papers")?.name ?? ""}` : ""}${it.options.getUser("skipper") ? `, skipper <@${it.options.getUser("skipper")?.id ?? ""}>` : ""}${it.options.getBoolean("power") ? ", with power" : ""}.`,
      components: [row(button(3, "Confirm", "confirm", "⚓"), button(1, "Log a trip", "log"), button(4, "Cancel", "cancel"), button(2, "Ask the master", "never"))],
    });
    case "tide":
      await it.deferReply();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return it.editReply({ content: "High water at **14:20**, low at **20:41**." });
    case "report": return it.reply(report);
    case "papers": return it.showModal(papers);
    case "alerts": return it.reply({ content: "Set.", flags: Ephemeral });
    case "watch": return it.reply({ content: "Who keeps watch tonight?", components: [
      row({ type: 3, custom_id: "days", placeholder: "Which nights?", min_values: 2, max_values: 3, options: ["Monday", "Tuesday", "Wednesday", "Thursday"].map((label) => ({ label, value: label.toLowerCase() })) }),
      row({ type: 5, custom_id: "people", placeholder: "Who?" }), row({ type: 8, custom_id: "place", placeholder: "Where?" })] });
    default: return undefined;
  }
}

async function answerButton(it: Interaction): Promise<unknown> {
  switch (it.customId) {
    case "confirm": return it.update({ content: "The berth is **yours**.", components: [] });
    case "cancel": return it.reply({ content: "Nothing was reserved.", flags: Ephemeral });
    case "log": return it.showModal(trip);
    case "refresh": return it.deferUpdate();
    default: return undefined;
  }
}
