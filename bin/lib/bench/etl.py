"""Line protocol to Parquet: EtlBenchmark of the module etl, at two sizes of input."""

import re
import statistics

from processes import fresh, java, say
from table import Row

MAIN = "io.wiresmith.etl.EtlBenchmark"
SMALL, LARGE = 400_000, 1_600_000
ROUND = re.compile(r"^(parsed|whole law): \d+ points, [\d.]+ s, (\d+) points/s; ([\d.]+) CPU s", re.M)
# A heap that is tight for both sizes: with room, a JVM lets garbage lie, and the larger makes more.
TIGHT = "-Xmx768m"


def rows():
    work = fresh("etl")
    full = measure(work, LARGE)
    small, large = measure(work, SMALL, TIGHT), measure(work, LARGE, TIGHT)
    parsed, law = full["parsed"], full["whole law"]
    growth = large["peak_mb"] / small["peak_mb"]
    return [
        Row(
            f"line protocol to Parquet, 4 files x 20 fields, {LARGE:,} points, local[2], median of"
            " 3 rounds: points/s parsed",
            ">= 100,000",
            reached(parsed),
            met=parsed["rate"] >= 100_000,
        ),
        Row(
            "&nbsp; with the whole law",
            ">= 50,000",
            reached(law),
            f"1/{parsed['rate'] / law['rate']:.1f} of parsing alone",
            law["rate"] >= 50_000,
        ),
        Row(
            f"&nbsp; peak resident memory at {SMALL:,} and {LARGE:,} points, both with {TIGHT}",
            "flat in the size of the input",
            f"{small['peak_mb']:,.0f} MB, {large['peak_mb']:,.0f} MB",
            f"{growth:.2f}x for {LARGE // SMALL}x the input",
            growth <= 1.1,
        ),
    ]


def reached(figures):
    return f"{figures['rate']:,.0f} ({figures['idle']:,.0f} by CPU time, were both cores idle)"


def measure(work, points, *flags):
    """Medians of the rounds, points/s of the clock and by CPU time; the peak of the process."""
    done = java("etl", MAIN, work, points, flags=flags)
    say(f"{points:,} points {flags}: {' '.join(done.out.split())}, peak {done.peak_mb:.0f} MB")
    found = {"peak_mb": done.peak_mb}
    for what in ("parsed", "whole law"):
        rounds = [(int(rate), float(cpu)) for name, rate, cpu in ROUND.findall(done.out) if name == what]
        found[what] = {
            "rate": statistics.median(rate for rate, _ in rounds),
            "idle": statistics.median(2 * points / cpu for _, cpu in rounds),
        }
    return found
