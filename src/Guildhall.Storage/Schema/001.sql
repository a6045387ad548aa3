-- The first shape of guildhall.db.
--
-- Ids are snowflakes as signed 64-bit numbers. Moments are UTC ticks of 100 ns since the year 1. A `data` column holds the
-- record as JSON; beside it stand only the columns that are looked up by, so that a record can grow without a new schema.

PRAGMA application_id = 0x47484C44;

CREATE TABLE users (
  user_id   INTEGER PRIMARY KEY,
  name_key  TEXT NOT NULL,            -- the username in lower case
  email_key TEXT,                     -- the e-mail address in lower case
  profile   TEXT NOT NULL,            -- what everybody sees
  data      TEXT NOT NULL             -- the account without the profile
);
CREATE UNIQUE INDEX users_by_name ON users (name_key);
CREATE UNIQUE INDEX users_by_email ON users (email_key) WHERE email_key IS NOT NULL;

CREATE TABLE tokens (
  secret_hash BLOB PRIMARY KEY,       -- SHA-256 of the secret
  user_id     INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  client      TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX tokens_by_user ON tokens (user_id);

CREATE TABLE applications (
  application_id INTEGER PRIMARY KEY,
  owner_id       INTEGER NOT NULL,
  data           TEXT NOT NULL
);
CREATE INDEX applications_by_owner ON applications (owner_id);

CREATE TABLE read_states (
  user_id       INTEGER NOT NULL,
  channel_id    INTEGER NOT NULL,
  last_read     INTEGER NOT NULL,
  mention_count INTEGER NOT NULL,
  PRIMARY KEY (user_id, channel_id)
) WITHOUT ROWID;

CREATE TABLE guilds (
  guild_id INTEGER PRIMARY KEY,
  data     TEXT NOT NULL
);

CREATE TABLE channels (
  channel_id INTEGER PRIMARY KEY,
  guild_id   INTEGER NOT NULL,
  data       TEXT NOT NULL
);
CREATE INDEX channels_by_guild ON channels (guild_id);

CREATE TABLE roles (
  guild_id INTEGER NOT NULL,
  role_id  INTEGER NOT NULL,
  data     TEXT NOT NULL,
  PRIMARY KEY (guild_id, role_id)
) WITHOUT ROWID;

CREATE TABLE members (
  guild_id INTEGER NOT NULL,
  user_id  INTEGER NOT NULL,
  data     TEXT NOT NULL,
  PRIMARY KEY (guild_id, user_id)
) WITHOUT ROWID;
CREATE INDEX members_by_user ON members (user_id);

CREATE TABLE bans (
  guild_id INTEGER NOT NULL,
  user_id  INTEGER NOT NULL,
  data     TEXT NOT NULL,
  PRIMARY KEY (guild_id, user_id)
) WITHOUT ROWID;

CREATE TABLE invites (
  code       TEXT PRIMARY KEY,
  guild_id   INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  data       TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX invites_by_guild ON invites (guild_id, channel_id);

CREATE TABLE emojis (
  emoji_id INTEGER PRIMARY KEY,
  guild_id INTEGER NOT NULL,
  data     TEXT NOT NULL
);
CREATE INDEX emojis_by_guild ON emojis (guild_id);

CREATE TABLE audit (
  guild_id    INTEGER NOT NULL,
  entry_id    INTEGER NOT NULL,
  actor_id    INTEGER NOT NULL,
  action_type INTEGER NOT NULL,
  data        TEXT NOT NULL,
  PRIMARY KEY (guild_id, entry_id)
) WITHOUT ROWID;
CREATE INDEX audit_by_actor ON audit (guild_id, actor_id, entry_id);
CREATE INDEX audit_by_action ON audit (guild_id, action_type, entry_id);
CREATE INDEX audit_by_age ON audit (entry_id);

-- Clustered by channel, then by id, which is by time: a page of history is one range of neighbouring rows.
CREATE TABLE messages (
  channel_id    INTEGER NOT NULL,
  message_id    INTEGER NOT NULL,
  guild_id      INTEGER NOT NULL,
  author_id     INTEGER NOT NULL,
  type          INTEGER NOT NULL,
  flags         INTEGER NOT NULL,
  has_reactions INTEGER NOT NULL,
  edited_at     INTEGER,
  pinned_at     INTEGER,
  content       TEXT NOT NULL,
  extra         TEXT,                 -- attachments, embeds, mentions, reference: JSON, null for most
  PRIMARY KEY (channel_id, message_id)
) WITHOUT ROWID;
CREATE INDEX messages_pinned ON messages (channel_id, pinned_at) WHERE pinned_at IS NOT NULL;

CREATE TABLE reactions (
  channel_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  emoji_key  TEXT NOT NULL,           -- the Unicode emoji, or the custom emoji's id
  user_id    INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  name       TEXT,
  animated   INTEGER NOT NULL,
  PRIMARY KEY (channel_id, message_id, emoji_key, user_id)
) WITHOUT ROWID;

-- Which message a nonce made; old rows go by the age that the message's id tells.
CREATE TABLE nonces (
  message_id INTEGER PRIMARY KEY,
  guild_id   INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  author_id  INTEGER NOT NULL,
  nonce      TEXT NOT NULL
);
CREATE INDEX nonces_by_guild ON nonces (guild_id);

-- Channels whose messages up to an id are gone for every reader and are being removed in small steps.
CREATE TABLE purges (
  channel_id INTEGER PRIMARY KEY,
  up_to      INTEGER NOT NULL
);

-- Positions are never used twice: trimming keeps the newest entry of every guild, so the greatest position stays.
CREATE TABLE event_log (
  position INTEGER PRIMARY KEY,
  guild_id INTEGER NOT NULL,
  seq      INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  type     TEXT NOT NULL,
  payload  TEXT NOT NULL
);
CREATE UNIQUE INDEX event_log_by_guild ON event_log (guild_id, seq);

CREATE TABLE cursors (
  consumer TEXT PRIMARY KEY,
  position INTEGER NOT NULL
) WITHOUT ROWID;
