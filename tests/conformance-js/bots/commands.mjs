// The commands that every bot of the suite registers, as the API takes them.
const named = (name, description, type, more) => ({ type, name, description, ...more });

export const COMMANDS = [
  {
    type: 1,
    name: 'everything',
    description: 'One option of every type',
    name_localizations: { de: 'alles' },
    options: [
      named('text', 'A text', 3, { required: true, min_length: 2, max_length: 20 }),
      named('whole', 'A whole number', 4, { required: true, min_value: 1, max_value: 10 }),
      named('flag', 'Yes or no', 5, { required: true }),
      named('person', 'Somebody', 6, { required: true }),
      named('place', 'A text channel', 7, { required: true, channel_types: [0] }),
      named('role', 'A role', 8, { required: true }),
      named('anyone', 'A person or a role', 9, { required: true }),
      named('number', 'A number', 10, { required: true }),
      named('file', 'A file', 11, { required: true }),
      named('size', 'One of three', 3, { choices: ['small', 'medium', 'large'].map((name) => ({ name, value: name[0] })) }),
    ],
  },
  {
    type: 1,
    name: 'tree',
    description: 'Subcommands',
    options: [
      named('root', 'A subcommand', 1, { options: [named('word', 'A word', 3)] }),
      named('branch', 'A group', 2, { options: [named('leaf', 'A subcommand of the group', 1, { options: [named('word', 'A word', 3, { required: true })] })] }),
    ],
  },
  { type: 1, name: 'auto', description: 'Choices while one types', options: [named('pick', 'What', 3, { required: true, autocomplete: true })] },
  { type: 1, name: 'slow', description: 'Answers later' },
  { type: 1, name: 'secret', description: 'Answers one person' },
  { type: 1, name: 'form', description: 'Shows a form of text inputs' },
  { type: 1, name: 'richform', description: 'Shows a form of everything' },
  { type: 1, name: 'panel', description: 'Shows buttons and selects' },
  { type: 1, name: 'layout', description: 'Shows components of the second version' },
  { type: 1, name: 'anywhere', description: 'Also in private', contexts: [0, 1] },
  { type: 1, name: 'guarded', description: 'For those who may ban', default_member_permissions: '4' },
  { type: 2, name: 'Greet' },
  { type: 3, name: 'Quote' },
];

const row = (...components) => ({ type: 1, components });
const button = (custom_id, label, style = 1) => ({ type: 2, style, label, custom_id });

export const PANEL = [
  row(button('press', 'Press'), button('later', 'Later', 2), { type: 2, style: 5, label: 'Elsewhere', url: 'https://example.com/' }, { ...button('off', 'Off', 4), disabled: true }),
  row({ type: 3, custom_id: 'words', min_values: 1, max_values: 2, options: ['red', 'green', 'blue'].map((label) => ({ label, value: label[0], description: `The colour ${label}` })) }),
  row({ type: 5, custom_id: 'people' }),
  row({ type: 6, custom_id: 'roles' }),
  row({ type: 8, custom_id: 'places', channel_types: [0] }),
];

export const SECOND_PANEL = [row({ type: 7, custom_id: 'anyone', max_values: 2 })];

export const FORM = {
  custom_id: 'form',
  title: 'Write',
  components: [
    row({ type: 4, custom_id: 'title', label: 'Title', style: 1, min_length: 2, max_length: 30, required: true }),
    row({ type: 4, custom_id: 'body', label: 'Body', style: 2, required: false }),
  ],
};

const label = (text, component) => ({ type: 18, label: text, component });
const options = (...names) => names.map((name) => ({ label: name, value: name }));

// Without a text display: oceanic.js 1.15 cannot read a form that is handed in with one.
export const RICH_FORM = {
  custom_id: 'richform',
  title: 'Everything',
  components: [
    label('Colour', { type: 3, custom_id: 'colour', options: options('red', 'green') }),
    label('Somebody', { type: 5, custom_id: 'somebody' }),
    label('Size', { type: 21, custom_id: 'size', options: options('small', 'large') }),
    label('Extras', { type: 22, custom_id: 'extras', min_values: 0, max_values: 2, options: options('salt', 'pepper') }),
  ],
};

export const LAYOUT = [
  { type: 10, content: '# Second version' },
  { type: 9, components: [{ type: 10, content: 'A section' }], accessory: button('section', 'Beside') },
  { type: 9, components: [{ type: 10, content: 'With a picture' }], accessory: { type: 11, media: { url: 'https://example.com/a.png' }, description: 'A picture' } },
  { type: 12, items: [{ media: { url: 'https://example.com/b.png' } }, { media: { url: 'https://example.com/c.png' }, spoiler: true }] },
  { type: 14, divider: true, spacing: 2 },
  { type: 13, file: { url: 'attachment://notes.txt' } },
  { type: 17, accent_color: 0x5865f2, components: [{ type: 10, content: 'In a container' }, row(button('inside', 'Inside', 3))] },
];
