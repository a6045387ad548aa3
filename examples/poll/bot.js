// Polls with buttons: one vote each, counted in the message, closed by who asked. Votes live as long as the bot.
import { ApplicationCommandOptionType as Option, ButtonStyle, ComponentType, GatewayIntentBits } from 'discord.js';
import { start, tell } from '../shared/house.js';

const ANSWERS_MAX = 5;
const POLLS_MAX = 1_000;
const polls = new Map();

await start({
  intents: [GatewayIntentBits.Guilds],
  commands: [
    {
      name: 'poll',
      description: 'Ask everybody here',
      options: [
        { name: 'question', description: 'What you want to know', type: Option.String, required: true, maxLength: 200 },
        ...Array.from({ length: ANSWERS_MAX }, (_, i) => ({ name: `answer-${i + 1}`, description: 'An answer to choose', type: Option.String, required: i < 2, maxLength: 60 })),
      ],
    },
  ],
  handlers: { poll, vote, close },
});

async function poll(interaction) {
  const answers = Array.from({ length: ANSWERS_MAX }, (_, i) => interaction.options.getString(`answer-${i + 1}`)).filter(Boolean);
  const one = { id: interaction.id, author: interaction.user.id, question: interaction.options.getString('question'), answers, votes: new Map() };
  polls.set(one.id, one);
  if (polls.size > POLLS_MAX) polls.delete(polls.keys().next().value);
  await interaction.reply(shown(one));
}

function vote(interaction, about) {
  const [id, index] = about.split(':');
  const one = polls.get(id);
  if (!one) return tell(interaction, 'This poll is over.');
  one.votes.set(interaction.user.id, Number(index));
  return interaction.update(shown(one));
}

function close(interaction, id) {
  const one = polls.get(id);
  if (!one) return tell(interaction, 'This poll is over.');
  if (one.author !== interaction.user.id) return tell(interaction, 'Only who asked may close it.');
  polls.delete(id);
  return interaction.update({ ...shown(one), components: [] });
}

function shown({ id, question, answers, votes }) {
  const counts = answers.map((_, index) => [...votes.values()].filter((choice) => choice === index).length);
  const bar = (count) => '█'.repeat(Math.round((10 * count) / Math.max(1, votes.size))).padEnd(10, '░');
  const buttons = answers.map((label, index) => ({ type: ComponentType.Button, style: ButtonStyle.Secondary, label, customId: `vote:${id}:${index}` }));
  return {
    embeds: [{ title: question, description: answers.map((answer, i) => `${bar(counts[i])} **${counts[i]}** ${answer}`).join('\n'), footer: { text: `${votes.size} votes` } }],
    components: [
      { type: ComponentType.ActionRow, components: buttons },
      { type: ComponentType.ActionRow, components: [{ type: ComponentType.Button, style: ButtonStyle.Danger, label: 'Close', customId: `close:${id}` }] },
    ],
  };
}
