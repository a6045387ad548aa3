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
