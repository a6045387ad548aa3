import { Events, GatewayDispatchEvents, Routes } from 'discord.js';
import { Listener } from '../lib/listener.mjs';
import { check, equal, once, refused } from '../lib/scenario.mjs';

/** What people see of commands, and the coming and going of applications in a guild. */
export async function commands(world) {
  const { scenario, client, guild, general, ada, base, applicationId: id } = world;
  const raw = (name, fits = () => true) => once(client, Events.Raw, (packet) => packet.t === name && fits(packet.d));
  await scenario.step('commands of every kind of option are registered and read back alike', async () => {
    const every = [3, 4, 5, 6, 7, 8, 9, 10, 11].map((type) => ({ type, name: `of_${type}`, description: `Of type ${type}`, required: type < 7 }));
    const body = { name: 'every', description: 'Every type', options: every, contexts: [0, 1], integration_types: [0], nsfw: false, default_member_permissions: '8192' };
    const made = await client.rest.post(Routes.applicationCommands(id), { body });
    equal(made.options.length, every.length, 'options');
    const again = await client.rest.post(Routes.applicationCommands(id), { body });
    equal(again.version, made.version, 'the version of what has not changed');
    const cached = await client.application.commands.fetch(made.id);
    equal(cached.options[3].type, 6, 'the type that discord.js reads');
    equal(cached.defaultMemberPermissions.toArray()[0], 'ManageMessages', 'permissions');
  });
  await scenario.step('a definition that makes no sense is refused at its place', async () => {
    const options = [{ type: 3, name: 'a', description: 'a' }, { type: 3, name: 'b', description: 'b', required: true }];
    const error = await refused(client.rest.post(Routes.applicationCommands(id), { body: { name: 'x', description: 'x', options } }), 400, 50035);
    equal(error.rawError.errors.options[1]._errors[0].code, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', 'code');
  });
  await scenario.step('people list the commands of a guild, a channel, an application and their own, and search them', async () => {
    for (const path of [`/guilds/${guild.id}`, `/channels/${general.id}`, `/applications/${id}`]) {
      const index = await ada.call('GET', `${path}/application-command-index`);
      check(index.application_commands.some((command) => command.name === 'every'), `${path} has it`);
      equal(index.applications[0].id, id, 'application');
    }
    equal((await ada.call('GET', '/users/@me/application-command-index')).application_commands.length, 0, 'her own');
    const found = await ada.call('GET', `/channels/${general.id}/application-commands/search?type=1&query=ever&include_applications=true`);
    equal(found.application_commands[0].name, 'every', 'found');
  });
  await scenario.step('an application comes, is renamed and goes, and the guild hears of it', async () => {
    const people = await Listener.open(base, ada.token);
    try {
      const { id: other } = await ada.call('POST', '/applications', { name: 'Loom' });
      const seen = [raw(GatewayDispatchEvents.IntegrationCreate, (made) => made.id === other), raw(GatewayDispatchEvents.GuildIntegrationsUpdate)];
      await ada.call('POST', `/oauth2/authorize?client_id=${other}&scope=bot`, { guild_id: guild.id, permissions: '0', authorize: true });
      await Promise.all(seen);
      await people.saw('GUILD_APPLICATION_COMMAND_INDEX_UPDATE', (told) => told.guild_id === guild.id);
      const renamed = raw(GatewayDispatchEvents.IntegrationUpdate, (changed) => changed.name === 'Great Loom');
      await ada.call('PATCH', `/applications/${other}`, { name: 'Great Loom' });
      await renamed;
      const gone = raw(GatewayDispatchEvents.IntegrationDelete, (deleted) => deleted.application_id === other);
      await client.rest.delete(Routes.guildIntegration(guild.id, other));
      await gone;
      await refused(client.rest.delete(Routes.guildIntegration(guild.id, other)), 404, 10005);
    } finally {
      people.close();
    }
  });
}
