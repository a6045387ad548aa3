-- What bots live by.

-- Webhook events on their way to applications: kept until they are acknowledged or given up.
CREATE TABLE event_deliveries (
  delivery_id    INTEGER PRIMARY KEY,
  application_id INTEGER NOT NULL,
  body           TEXT NOT NULL,
  url            TEXT                  -- null for the application's own address
);
CREATE INDEX event_deliveries_by_application ON event_deliveries (application_id, delivery_id);

-- What applications were used for, by the day.
CREATE TABLE application_usage (
  application_id INTEGER NOT NULL,
  day            INTEGER NOT NULL,     -- since 1970, UTC
  commands       INTEGER NOT NULL,
  interactions   INTEGER NOT NULL,
  errors         INTEGER NOT NULL,
  latencies      TEXT NOT NULL,        -- how many first answers took how long, by steps
  PRIMARY KEY (application_id, day)
) WITHOUT ROWID;

-- What people let applications do, and what those hold in their hands for it. Of codes and tokens the SHA-256 alone.
CREATE TABLE oauth_authorizations (
  authorization_id INTEGER PRIMARY KEY,
  user_id          INTEGER NOT NULL,
  application_id   INTEGER NOT NULL,
  data             TEXT NOT NULL
);
CREATE UNIQUE INDEX oauth_authorizations_by_user ON oauth_authorizations (user_id, application_id);
CREATE INDEX oauth_authorizations_by_application ON oauth_authorizations (application_id);

CREATE TABLE oauth_codes (
  code_hash      BLOB PRIMARY KEY,
  user_id        INTEGER NOT NULL,
  application_id INTEGER NOT NULL,
  expires_at     INTEGER NOT NULL,
  data           TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX oauth_codes_by_user ON oauth_codes (user_id, application_id);
CREATE INDEX oauth_codes_by_application ON oauth_codes (application_id);

-- All that came of one consent is a family; a refreshed row stays as spent, so that its use by somebody else is seen.
CREATE TABLE oauth_tokens (
  access_hash    BLOB PRIMARY KEY,
  refresh_hash   BLOB,
  family_id      INTEGER NOT NULL,
  user_id        INTEGER NOT NULL,
  application_id INTEGER NOT NULL,
  issued_at      INTEGER NOT NULL,
  expires_at     INTEGER NOT NULL,     -- of the access token; a refresh token lives until it is used or revoked
  is_spent       INTEGER NOT NULL,
  scopes         TEXT NOT NULL         -- with a space between them
) WITHOUT ROWID;
CREATE UNIQUE INDEX oauth_tokens_by_refresh ON oauth_tokens (refresh_hash) WHERE refresh_hash IS NOT NULL;
CREATE INDEX oauth_tokens_by_family ON oauth_tokens (family_id);
CREATE INDEX oauth_tokens_by_user ON oauth_tokens (user_id, application_id);
CREATE INDEX oauth_tokens_by_application ON oauth_tokens (application_id);
