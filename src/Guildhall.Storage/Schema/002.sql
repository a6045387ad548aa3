-- What a community runs on beyond guilds, channels and messages.

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
