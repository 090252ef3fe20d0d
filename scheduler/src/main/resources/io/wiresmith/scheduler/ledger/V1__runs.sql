-- One text for SQLite and PostgreSQL. Times are milliseconds since 1970 in UTC; 0 is never.
CREATE TABLE ledger_run (
  id           TEXT    NOT NULL PRIMARY KEY,
  schedule     TEXT    NOT NULL,
  model        TEXT    NOT NULL,
  window_from  BIGINT  NOT NULL,
  window_until BIGINT  NOT NULL,
  state        TEXT    NOT NULL
    CHECK (state IN ('PENDING', 'RUNNING', 'RETRY', 'DONE', 'FAILED', 'CANCELLED', 'SKIPPED')),
  attempts     INTEGER NOT NULL DEFAULT 0,
  fence        BIGINT  NOT NULL DEFAULT 0,
  owner        TEXT    NOT NULL DEFAULT '',
  lease_until  BIGINT  NOT NULL DEFAULT 0,
  heartbeat_at BIGINT  NOT NULL DEFAULT 0,
  retry_at     BIGINT  NOT NULL DEFAULT 0,
  cancel       INTEGER NOT NULL DEFAULT 0,
  work_key     TEXT    NOT NULL DEFAULT '',
  inputs       TEXT    NOT NULL DEFAULT '',
  config       TEXT    NOT NULL DEFAULT '',
  code         TEXT    NOT NULL DEFAULT '',
  verdict      TEXT    NOT NULL DEFAULT '',
  exit_code    INTEGER NOT NULL DEFAULT 0,
  cause        TEXT    NOT NULL DEFAULT '',
  refs_in      TEXT    NOT NULL DEFAULT '{}',
  refs_out     TEXT    NOT NULL DEFAULT '{}',
  created_at   BIGINT  NOT NULL,
  started_at   BIGINT  NOT NULL DEFAULT 0,
  updated_at   BIGINT  NOT NULL,
  UNIQUE (schedule, window_until, window_from, model)
);

CREATE INDEX ledger_run_updated ON ledger_run (updated_at);
CREATE INDEX ledger_run_model ON ledger_run (model, updated_at);
CREATE INDEX ledger_run_state ON ledger_run (state, updated_at);
CREATE INDEX ledger_run_window ON ledger_run (window_until);
CREATE INDEX ledger_run_open ON ledger_run (window_until)
  WHERE state IN ('PENDING', 'RETRY', 'RUNNING');

CREATE TABLE ledger_attempt (
  run        TEXT    NOT NULL REFERENCES ledger_run (id),
  fence      BIGINT  NOT NULL,
  owner      TEXT    NOT NULL,
  log        TEXT    NOT NULL DEFAULT '',
  started_at BIGINT  NOT NULL,
  ended_at   BIGINT  NOT NULL DEFAULT 0,
  exit_code  INTEGER NOT NULL DEFAULT 0,
  cause      TEXT    NOT NULL DEFAULT '',
  PRIMARY KEY (run, fence)
);

CREATE TABLE ledger_step (
  run     TEXT    NOT NULL REFERENCES ledger_run (id),
  ordinal INTEGER NOT NULL,
  record  TEXT    NOT NULL,
  PRIMARY KEY (run, ordinal)
);

CREATE TABLE ledger_schedule (
  name             TEXT    NOT NULL PRIMARY KEY,
  active           INTEGER NOT NULL,
  considered_until BIGINT  NOT NULL
);
