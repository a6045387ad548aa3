// A queue of music for each guild, without the sound: titles with autocomplete, what plays now, skip and remove.
import { ApplicationCommandOptionType as Option, ButtonStyle, ComponentType, GatewayIntentBits } from 'discord.js';
import { start, tell } from '../shared/house.js';

const QUEUE_MAX = 50;
const CATALOGUE = ['The Art of Fugue', 'Brandenburg Concerto No. 3', 'Clair de lune', 'The Four Seasons: Winter', 'Gymnopédie No. 1', 'The Planets: Jupiter', 'The Rite of Spring', 'Water Music'];
const queues = new Map();

await start({
  intents: [GatewayIntentBits.Guilds],
  commands: [
    { name: 'play', description: 'Put a title into the queue', contexts: [0], options: [{ name: 'title', description: 'What to play', type: Option.String, required: true, autocomplete: true }] },
    { name: 'queue', description: 'What is played next', contexts: [0] },
    { name: 'skip', description: 'On to the next title', contexts: [0] },
    { name: 'remove', description: 'Take a title out of the queue', contexts: [0], options: [{ name: 'place', description: 'Which, from 1', type: Option.Integer, required: true, minValue: 1, maxValue: QUEUE_MAX }] },
  ],
  handlers: { play, queue: (interaction) => interaction.reply(shown(queueOf(interaction))), skip, remove },
});

function queueOf({ guildId }) {
  if (!queues.has(guildId)) queues.set(guildId, []);
  return queues.get(guildId);
}

function play(interaction) {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused().toLowerCase();
    return interaction.respond(CATALOGUE.filter((title) => title.toLowerCase().includes(typed)).map((title) => ({ name: title, value: title })));
  }

  const queue = queueOf(interaction);
  const title = interaction.options.getString('title');
  if (!CATALOGUE.includes(title)) return tell(interaction, 'The catalogue does not have that title.');
  if (queue.length >= QUEUE_MAX) return tell(interaction, `The queue is full: ${QUEUE_MAX} titles.`);
  queue.push({ title, by: interaction.user.username });
  return interaction.reply({ content: queue.length === 1 ? `Now playing: **${title}**` : `**${title}** is number ${queue.length - 1} in the queue.` });
}

function skip(interaction) {
  const queue = queueOf(interaction);
  const gone = queue.shift();
  if (!gone) return tell(interaction, 'Nothing is playing.');
  return interaction.isButton() ? interaction.update(shown(queue)) : interaction.reply(queue[0] ? `Skipped. Now playing: **${queue[0].title}**` : 'Skipped. The queue is empty.');
}

function remove(interaction) {
  const [gone] = queueOf(interaction).splice(interaction.options.getInteger('place'), 1);
  return gone ? interaction.reply(`Removed **${gone.title}**.`) : tell(interaction, 'Nothing is there.');
}

function shown(queue) {
  if (queue.length === 0) return { content: 'The queue is empty.', components: [] };
  const lines = queue.map(({ title, by }, i) => (i === 0 ? `▶ **${title}** (${by})` : `${i}. ${title} (${by})`));
  const button = { type: ComponentType.Button, style: ButtonStyle.Secondary, label: 'Skip', customId: 'skip' };
  return { content: lines.join('\n'), components: [{ type: ComponentType.ActionRow, components: [button] }] };
}
