"""How fast the windows of a large ledger are listed, with and without the archive of classes."""

import os
import pathlib
import shutil
import sqlite3
import statistics

from processes import WIRESMITH, fresh, run
from table import Row

WINDOWS = 1_000_000
RUNS = 10
LIMIT = 1.0
END = 1_794_700_800_000  # Eight schedules that fire every minute up to 15 November 2026.


def rows():
    ledger = filled(fresh("ledger") / "ledger.db")
    listing = [WIRESMITH, "runs", "list", "--ledger", ledger]
    plain = {"WIRESMITH_JAVA_OPTS": f"-XX:SharedArchiveFile={javas_own()}"}
    pairs = [(run(listing), run(listing, env=plain)) for _ in range(RUNS)]
    ours, theirs = ([pair[side] for pair in pairs] for side in (0, 1))
    fast, slow = (statistics.median(it.seconds for it in side) for side in (ours, theirs))
    return [
        Row(
            f"`wiresmith runs list` on {WINDOWS:,} windows in SQLite, median of {RUNS}",
            f"<= {LIMIT:.0f} s",
            told(ours),
            f"{fast / slow:.2f}x the next line",
            met=fast <= LIMIT,
        ),
        Row("&nbsp; without the build's archive of classes, by turns", "", told(theirs)),
    ]


def told(outcomes):
    times = sorted(outcome.seconds for outcome in outcomes)
    cpu = statistics.median(outcome.cpu_seconds for outcome in outcomes)
    return f"{statistics.median(times):.2f} s ({times[0]:.2f} to {times[-1]:.2f}), {cpu:.2f} s of CPU"


def javas_own():
    """The archive of Java's own classes, which it uses when no other is named."""
    home = pathlib.Path(os.path.realpath(shutil.which("java"))).parents[1]
    return home / "lib" / "server" / "classes.jsa"


def filled(ledger):
    run([WIRESMITH, "schedule", "activate", "compression", "--ledger", ledger])
    columns = (
        "id, schedule, model, window_from, window_until, state, attempts, fence, verdict, cause,"
        " work_key, created_at, started_at, updated_at"
    )
    with sqlite3.connect(ledger) as database:
        database.executemany(
            f"INSERT INTO ledger_run ({columns}) VALUES ({', '.join('?' * 14)})",
            (window(number) for number in range(WINDOWS)),
        )
    return ledger


def window(number):
    until = END - number // 8 * 60_000
    done = number % 3 > 0
    return (
        f"{number:016x}",
        f"s{number % 8}",
        "compression",
        until - 30 * 86_400_000,
        until,
        "DONE" if done else "SKIPPED",
        int(done),
        1,
        "blessed" if done else "",
        "" if done else "missed, and catch-up is latest",
        f"{number:064x}",
        until,
        until + 60_000,
        until + 600_000,
    )
