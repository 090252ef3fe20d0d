-- To tell the runs that some window asked for from those that nobody scheduled.
CREATE INDEX ledger_run_work ON ledger_run (work_key);
