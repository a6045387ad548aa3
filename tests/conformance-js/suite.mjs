// A bot written with discord.js and two people in one guild: every operation and event of the foundation.
import { Client, GatewayIntentBits, Partials } from 'discord.js';
import { Scenario } from './lib/scenario.mjs';
import { meet } from './steps/meet.mjs';
import { channels } from './steps/channels.mjs';
import { roles } from './steps/roles.mjs';
import { messages } from './steps/messages.mjs';
import { components } from './steps/components.mjs';
import { reactions } from './steps/reactions.mjs';
import { members } from './steps/members.mjs';
import { invites } from './steps/invites.mjs';
import { gatherings } from './steps/gatherings.mjs';
import { guild } from './steps/guild.mjs';
import { applications } from './steps/applications.mjs';
import { httpBot } from './steps/httpBot.mjs';
import { oauth2 } from './steps/oauth2.mjs';
import { guildPages } from './steps/guildPages.mjs';
import { gateway } from './steps/gateway.mjs';
import { threads } from './steps/threads.mjs';
import { webhooks } from './steps/webhooks.mjs';
import { interactions } from './steps/interactions.mjs';
import { search } from './steps/search.mjs';
import { moderation } from './steps/moderation.mjs';
import { privateChannels } from './steps/privateChannels.mjs';
import { lobbies } from './steps/lobbies.mjs';
import { commands } from './steps/commands.mjs';
import { terms } from './steps/terms.mjs';
import { farewell } from './steps/farewell.mjs';

const base = process.env.GUILDHALL_URL ?? 'http://127.0.0.1:8080';
const scenario = new Scenario();
const world = {
  base,
  unchecked: process.env.GUILDHALL_UNCHECKED_URL ?? base,
  scenario,
  api: `${base}/api`,
  makeClient: (options = {}) =>
    new Client({
      intents: Object.values(GatewayIntentBits).filter((bit) => typeof bit === 'number'),
      partials: [Partials.Message, Partials.Reaction, Partials.GuildMember, Partials.User, Partials.Channel],
      rest: { api: `${base}/api`, timeout: 60_000 },
      ...options,
    }),
};

console.log(`discord.js against ${base}`);
try {
  await meet(world);
  if (world.guild) {
    for (const part of [channels, roles, messages, components, reactions, members, invites, gatherings, guild, moderation, guildPages, applications, oauth2, commands, httpBot, threads, webhooks, interactions, search, privateChannels, lobbies, gateway, terms, farewell]) await part(world);
  }
} finally {
  await world.client?.destroy();
  await world.restarted?.destroy();
}
console.log(`${scenario.passed} passed, ${scenario.failed} failed`);
process.exit(scenario.failed === 0 && scenario.passed > 0 ? 0 : 1);
