"""A served decision against ONNX Runtime in process: ServingBenchmark of the module serving."""

import re

from pipeline import champion
from processes import java, say
from table import Row

MAIN = "io.wiresmith.serving.ServingBenchmark"
ROUNDS = 3
PATTERNS = {
    "in_process": r"^in process\s+p50 (\d+) us",
    "served": r"^served\s+p50 (\d+) us",
    "tax": r"^p50 tax\s+(-?\d+) us",
    "p99": r"^500 requests/s\s+p50 \d+ us, p99 (\d+) us",
    "resident": r"^server resident\s+(\d+) MB",
}


def rows():
    rounds = sorted((measure() for _ in range(ROUNDS)), key=lambda found: found["tax"])
    middle = rounds[ROUNDS // 2]
    p99 = sorted(found["p99"] for found in rounds)[ROUNDS // 2] / 1000
    resident = max(found["resident"] for found in rounds)
    return [
        Row(
            f"served decision over HTTP against ONNX Runtime in process, one row, median of"
            f" {ROUNDS} rounds: p50 tax",
            "<= 300 us",
            f"{middle['tax']} us ({middle['served']} us served, {middle['in_process']} us in"
            " process)",
            f"{middle['served'] / middle['in_process']:.1f}x",
            middle["tax"] <= 300,
        ),
        Row("&nbsp; p99 at 500 requests/s", "<= 10 ms", f"{p99:.1f} ms", met=p99 <= 10),
        Row(
            "&nbsp; the server's peak resident memory",
            "<= 250 MB",
            f"{resident} MB",
            met=resident <= 250,
        ),
    ]


def measure():
    out = java("serving", MAIN, champion(), 20).out
    found = {name: int(re.search(text, out, re.M).group(1)) for name, text in PATTERNS.items()}
    say(f"serving: {found}")
    return found
