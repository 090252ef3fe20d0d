-- Who has a window done: a scheduler by its schedule, or a person by a backfill, which no scheduler takes up.
ALTER TABLE ledger_run ADD COLUMN origin TEXT NOT NULL DEFAULT 'SCHEDULE';
