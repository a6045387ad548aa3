-- What a community runs on beyond guilds, channels and messages.

CREATE INDEX audit_by_target ON audit (guild_id, data ->> '$.target_id', entry_id);

-- State of a guild's features (webhooks, rules, events, ...): one record each, by kind and id.
CREATE TABLE guild_documents (
  kind        TEXT NOT NULL,
  document_id INTEGER NOT NULL,
  guild_id    INTEGER NOT NULL,
  lookup      TEXT,                    -- a second name that is unique within the kind, such as a code
  data        TEXT NOT NULL,
  PRIMARY KEY (kind, document_id)
) WITHOUT ROWID;
CREATE INDEX guild_documents_by_guild ON guild_documents (guild_id);
CREATE UNIQUE INDEX guild_documents_by_lookup ON guild_documents (kind, lookup) WHERE lookup IS NOT NULL;

-- What a guild has to do at a moment to come: kept until it is done.
CREATE TABLE alarms (
  guild_id INTEGER NOT NULL,
  kind     TEXT NOT NULL,
  alarm_id INTEGER NOT NULL,
  due_at   INTEGER NOT NULL,
  PRIMARY KEY (guild_id, kind, alarm_id)
) WITHOUT ROWID;
CREATE INDEX alarms_by_due ON alarms (due_at);

-- Where the messages of announcement channels were brought to: what an edit or a deletion of the source has to follow.
CREATE TABLE message_copies (
  source_id  INTEGER NOT NULL,
  webhook_id INTEGER NOT NULL,
  guild_id   INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  PRIMARY KEY (source_id, webhook_id)
) WITHOUT ROWID;

-- Votes of polls.
CREATE TABLE poll_votes (
  channel_id INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  answer_id  INTEGER NOT NULL,
  user_id    INTEGER NOT NULL,
  PRIMARY KEY (channel_id, message_id, answer_id, user_id)
) WITHOUT ROWID;

-- Who said to come to a scheduled event; exception_id is 0 for the event as a whole.
CREATE TABLE scheduled_event_users (
  event_id     INTEGER NOT NULL,
  exception_id INTEGER NOT NULL,
  user_id      INTEGER NOT NULL,
  guild_id     INTEGER NOT NULL,
  response     INTEGER NOT NULL,
  PRIMARY KEY (event_id, exception_id, user_id)
) WITHOUT ROWID;
CREATE INDEX scheduled_event_users_by_member ON scheduled_event_users (guild_id, user_id);

-- Direct messages and groups. A direct message is between two people and there is one for each pair.
CREATE TABLE private_channels (
  channel_id INTEGER PRIMARY KEY,
  low_user   INTEGER,                  -- of a direct message: the smaller of the two ids; null for a group
  high_user  INTEGER,
  data       TEXT NOT NULL
);
CREATE UNIQUE INDEX private_channels_by_pair ON private_channels (low_user, high_user) WHERE low_user IS NOT NULL;

CREATE TABLE recipients (
  channel_id INTEGER NOT NULL,
  user_id    INTEGER NOT NULL,
  is_open    INTEGER NOT NULL,         -- shown in the user's list; a closed one opens again with the next message
  data       TEXT NOT NULL,
  PRIMARY KEY (channel_id, user_id)
) WITHOUT ROWID;
CREATE INDEX recipients_by_user ON recipients (user_id, is_open);

-- What one user is to another, as the first one sees it; a friendship is two rows.
CREATE TABLE relationships (
  user_id  INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  type     INTEGER NOT NULL,
  data     TEXT NOT NULL,
  PRIMARY KEY (user_id, other_id)
) WITHOUT ROWID;

-- What a user keeps for itself (notes, settings): one record each, by kind and id.
CREATE TABLE user_documents (
  user_id     INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  document_id INTEGER NOT NULL,
  data        TEXT NOT NULL,
  PRIMARY KEY (user_id, kind, document_id)
) WITHOUT ROWID;

-- Up to which moment a user has seen the pins of a channel.
ALTER TABLE read_states ADD COLUMN pins_seen_at INTEGER;
CREATE INDEX read_states_by_channel ON read_states (channel_id);

-- Who was mentioned where, for some days: users by name, and roles, of which @everyone has the guild's number.
CREATE TABLE user_mentions (
  user_id    INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  guild_id   INTEGER NOT NULL,
  author_id  INTEGER NOT NULL,
  PRIMARY KEY (user_id, message_id)
) WITHOUT ROWID;
CREATE INDEX user_mentions_by_age ON user_mentions (message_id);

CREATE TABLE role_mentions (
  guild_id   INTEGER NOT NULL,
  role_id    INTEGER NOT NULL,
  message_id INTEGER NOT NULL,
  channel_id INTEGER NOT NULL,
  author_id  INTEGER NOT NULL,
  PRIMARY KEY (guild_id, role_id, message_id)
) WITHOUT ROWID;
CREATE INDEX role_mentions_by_age ON role_mentions (message_id);
-- Threads. The columns beside the document are what lists are made by and what every message changes.
CREATE TABLE threads (
  thread_id     INTEGER PRIMARY KEY,
  guild_id      INTEGER NOT NULL,
  parent_id     INTEGER NOT NULL,
  type          INTEGER NOT NULL,
  archived      INTEGER NOT NULL,
  archived_at   INTEGER NOT NULL,     -- when it was archived or taken out of the archive last
  last_message  INTEGER,
  message_count INTEGER NOT NULL,
  total_sent    INTEGER NOT NULL,
  name_key      TEXT NOT NULL,        -- the name in lower case
  tags          TEXT NOT NULL,        -- the ids of the applied tags, each between commas
  data          TEXT NOT NULL
);
CREATE INDEX threads_by_guild ON threads (guild_id, archived);
CREATE INDEX threads_by_parent ON threads (parent_id, archived, type, archived_at);

CREATE TABLE thread_members (
  thread_id INTEGER NOT NULL,
  user_id   INTEGER NOT NULL,
  guild_id  INTEGER NOT NULL,
  data      TEXT NOT NULL,
  PRIMARY KEY (thread_id, user_id)
) WITHOUT ROWID;
CREATE INDEX thread_members_by_user ON thread_members (user_id, guild_id, thread_id);
