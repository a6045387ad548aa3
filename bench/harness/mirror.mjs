// What a client knows of one guild, from its dispatches alone.
export class Mirror {
  channels = new Map();
  roles = new Map();
  voice = new Map();
  presences = new Map();
  list = [];
  name;

  constructor(guild) {
    this.guild = guild;
  }

  /** Takes a dispatch in; made to be called by a session. */
  take = (name, d) => {
    if ((d.guild_id ?? d.id) !== this.guild) return;
    const act = ACTS[name];
    if (act) act(this, d);
  };

  /** All of it in an order of its own, to be compared as text; the member list as it is shown. */
  picture() {
    const sorted = (map) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify({ name: this.name, channels: sorted(this.channels), roles: sorted(this.roles), voice: sorted(this.voice), list: this.list });
  }

  channel({ id, type, name, topic = null, position, parent_id = null, permission_overwrites = [], last_message_id = null, last_pin_timestamp = null }) {
    this.channels.set(id, { type, name, topic, position, parent_id, permission_overwrites, last_message_id, last_pin_timestamp });
  }

  seat({ user_id, channel_id, self_mute, self_deaf, mute, deaf }) {
    if (channel_id) this.voice.set(user_id, { channel_id, self_mute, self_deaf, mute, deaf });
    else this.voice.delete(user_id);
  }

  row(item) {
    if (item.group) return { group: item.group.id };
    const { user, nick = null, roles, presence } = item.member;
    return { user: user.id, nick, roles: [...roles].sort(), status: presence?.status };
  }
}

const ACTS = {
  GUILD_CREATE(mirror, d) {
    mirror.name = d.name;
    for (const channel of d.channels) mirror.channel(channel);
    for (const role of d.roles) mirror.roles.set(role.id, role);
    for (const seat of d.voice_states) mirror.seat(seat);
  },
  GUILD_UPDATE: (mirror, d) => (mirror.name = d.name),
  GUILD_ROLE_CREATE: (mirror, d) => mirror.roles.set(d.role.id, d.role),
  GUILD_ROLE_UPDATE: (mirror, d) => mirror.roles.set(d.role.id, d.role),
  CHANNEL_CREATE: (mirror, d) => mirror.channel(d),
  CHANNEL_UPDATE: (mirror, d) => mirror.channel({ ...d, last_message_id: mirror.channels.get(d.id)?.last_message_id ?? d.last_message_id }),
  CHANNEL_DELETE: (mirror, d) => mirror.channels.delete(d.id),
  CHANNEL_PINS_UPDATE: (mirror, d) => (mirror.channels.get(d.channel_id).last_pin_timestamp = d.last_pin_timestamp ?? null),
  MESSAGE_CREATE(mirror, d) {
    const channel = mirror.channels.get(d.channel_id);
    if (channel) channel.last_message_id = d.id;
  },
  VOICE_STATE_UPDATE: (mirror, d) => mirror.seat(d),
  PASSIVE_UPDATE_V2(mirror, d) {
    for (const { id, last_message_id, last_pin_timestamp = null } of d.updated_channels) Object.assign(mirror.channels.get(id), { last_message_id, last_pin_timestamp });
    for (const seat of d.updated_voice_states) mirror.seat(seat);
    for (const user of d.removed_voice_states) mirror.voice.delete(user);
  },
  GUILD_MEMBER_LIST_UPDATE(mirror, d) {
    for (const op of d.ops) {
      if (op.op === 'SYNC') mirror.list.splice(op.range[0], op.items.length, ...op.items.map((item) => mirror.row(item)));
      else if (op.op === 'INSERT') mirror.list.splice(op.index, 0, mirror.row(op.item));
      else if (op.op === 'UPDATE') mirror.list[op.index] = mirror.row(op.item);
      else if (op.op === 'DELETE') mirror.list.splice(op.index, 1);
      else if (op.op === 'INVALIDATE') for (let i = op.range[0]; i <= Math.min(op.range[1], mirror.list.length - 1); i++) mirror.list[i] = undefined;
    }
    mirror.list.length = Math.min(mirror.list.length, 100);
  },
};
