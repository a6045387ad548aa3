// What the bot can do. Each handler gets the interaction and returns the answer; `later` does work after it.
const EPHEMERAL = 64;
const [MESSAGE, DEFERRED, UPDATE] = [4, 5, 7];
const DIE_MAX = 1000;

/** As they are registered. */
export const definitions = [
  {
    name: 'dice',
    description: 'Rolls a die',
    options: [{ type: 4, name: 'sides', description: 'How many sides it has (6)', min_value: 2, max_value: DIE_MAX }],
  },
  { name: 'count', description: 'Shows a button that counts' },
  { name: 'slow', description: 'Answers after a moment' },
];

/** The answer to an interaction; null for one that the bot does not know. */
export function answer(interaction, later, random = Math.random) {
  if (interaction.type === 2) return commands[interaction.data.name]?.(interaction, later, random) ?? null;
  if (interaction.type === 3) return count(interaction);
  return null;
}

const commands = {
  dice(interaction, _later, random) {
    const sides = interaction.data.options?.find((option) => option.name === 'sides')?.value ?? 6;
    return say(`You rolled **${1 + Math.floor(random() * sides)}** of ${sides}.`);
  },
  count: () => ({ type: MESSAGE, data: counter(0) }),
  // The answer comes within three seconds, whatever the work takes: "is thinking", and then an edit.
  slow(interaction, later) {
    later(() => ({ content: `Done, <@${(interaction.member ?? interaction).user.id}>.` }));
    return { type: DEFERRED };
  },
};

function count(interaction) {
  const [kind, number] = interaction.data.custom_id.split(':');
  if (kind !== 'count' || !/^\d{1,9}$/.test(number ?? '')) return say('That button is not mine.', EPHEMERAL);
  return { type: UPDATE, data: counter(Number(number) + 1) };
}

// The button remembers the count: the bot itself remembers nothing.
const counter = (number) => ({
  content: `Pressed ${number} times.`,
  components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Press', custom_id: `count:${number}` }] }],
});

const say = (content, flags = 0) => ({ type: MESSAGE, data: { content, flags, allowed_mentions: { parse: [] } } });
