-- What people want to hear of, recorded with the ending that it tells of, and who has heard it.
CREATE TABLE ledger_event (
  id         TEXT   NOT NULL PRIMARY KEY,
  kind       TEXT   NOT NULL,
  run        TEXT   NOT NULL REFERENCES ledger_run (id),
  fence      BIGINT NOT NULL,
  body       TEXT   NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX ledger_event_run ON ledger_event (run, fence);

CREATE TABLE ledger_delivery (
  event       TEXT    NOT NULL REFERENCES ledger_event (id),
  sink        TEXT    NOT NULL,
  state       TEXT    NOT NULL CHECK (state IN ('WAITING', 'DELIVERED', 'GIVEN_UP')),
  attempts    INTEGER NOT NULL DEFAULT 0,
  owner       TEXT    NOT NULL DEFAULT '',
  lease_until BIGINT  NOT NULL DEFAULT 0,
  retry_at    BIGINT  NOT NULL DEFAULT 0,
  cause       TEXT    NOT NULL DEFAULT '',
  updated_at  BIGINT  NOT NULL,
  PRIMARY KEY (event, sink)
);

CREATE INDEX ledger_delivery_waiting ON ledger_delivery (sink, retry_at) WHERE state = 'WAITING';
CREATE INDEX ledger_delivery_given_up ON ledger_delivery (sink) WHERE state = 'GIVEN_UP';
