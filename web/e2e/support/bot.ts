// A bot for the browser tests, written with discord.js as anybody would write one: its package lies with the conformance suite.
import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { base, call, createBot } from "./api";

const home = new URL("../../../tests/conformance-js/", import.meta.url);

/** Whether discord.js is installed: `npm ci` in tests/conformance-js. */
export const hasDiscordJs = existsSync(new URL("node_modules/discord.js", home));

interface Collected { get(name: string): unknown }

/** As much of an interaction of discord.js as the tests use. */
export interface Interaction {
  type: number;
  commandName: string;
  customId: string;
  values: string[];
  user: { id: string; username: string };
  targetId: string;
  options: {
    getSubcommand(): string; getString(name: string): string | null; getInteger(name: string): number | null; getBoolean(name: string): boolean | null;
    getFocused(): string; getUser(name: string): { id: string } | null; getAttachment(name: string): { name: string; size: number } | null;
  };
  fields: { getTextInputValue(id: string): string; getStringSelectValues(id: string): string[]; fields: Collected };
  isChatInputCommand(): boolean;
  isAutocomplete(): boolean;
  isButton(): boolean;
  isAnySelectMenu(): boolean;
  isModalSubmit(): boolean;
  isUserContextMenuCommand(): boolean;
  isMessageContextMenuCommand(): boolean;
  reply(answer: object): Promise<unknown>;
  update(answer: object): Promise<unknown>;
  deferReply(options?: object): Promise<unknown>;
  deferUpdate(): Promise<unknown>;
  editReply(answer: object): Promise<unknown>;
  followUp(answer: object): Promise<unknown>;
  respond(choices: object[]): Promise<unknown>;
  showModal(modal: object): Promise<unknown>;
}

interface Client {
  on(event: "interactionCreate", run: (interaction: Interaction) => void): void;
  once(event: "clientReady", run: () => void): void;
  on(event: "error", run: (error: Error) => void): void;
  login(token: string): Promise<string>;
  destroy(): Promise<void>;
  user: { id: string } | null;
}

export interface RunningBot {
  id: string;
  token: string;
  errors: string[];
  stop: () => Promise<void>;
}

/** Makes an application, registers its commands in a guild, and answers with `answer` until stopped. */
export async function startBot(owner: string, guild: string, name: string, commands: object[], answer: (interaction: Interaction) => Promise<unknown>): Promise<RunningBot> {
  const { Client, GatewayIntentBits } = createRequire(new URL("package.json", home))("discord.js") as { Client: new (options: object) => Client; GatewayIntentBits: Record<string, number> };
  const { token, id } = await createBot(owner, name, guild, "bot applications.commands");
  await call(token, "PUT", `/applications/${id}/guilds/${guild}/commands`, commands);
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: `${base}/api`, timeout: 15_000 } });
  const errors: string[] = [];
  client.on("error", (error) => errors.push(String(error)));
  client.on("interactionCreate", (interaction) => void answer(interaction).catch((error: unknown) => errors.push(String(error))));
  const ready = new Promise<void>((resolve) => client.once("clientReady", resolve));
  await client.login(token.replace(/^Bot /, ""));
  await ready;
  return { id, token, errors, stop: () => client.destroy() };
}
