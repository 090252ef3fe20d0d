"""How fast the command line answers what needs no Spark."""

import statistics

from pipeline import champion
from processes import WIRESMITH, run
from table import Row

RUNS = 10


def rows():
    registry = champion()
    help_row = row("`wiresmith --help`", 0.6, [WIRESMITH, "--help"])
    listing = [WIRESMITH, "models", "--registry", registry]
    return [help_row, row("`wiresmith models`", 1.5, listing)]


def row(what, limit, command):
    times = sorted(run(command).seconds for _ in range(RUNS))
    median = statistics.median(times)
    return Row(
        f"{what}, median of {RUNS}",
        f"<= {limit} s",
        f"{median:.2f} s ({times[0]:.2f} to {times[-1]:.2f})",
        met=median <= limit,
    )
