"""How long a forecast takes, in process and over HTTP: ServingBenchmark of the module serving."""

import re

from processes import java, say
from table import Row

MAIN = "io.wiresmith.serving.ServingBenchmark"
IN_PROCESS_MS = {"bandwidth-datacenter": 0.5, "bandwidth-internet": 2}
SERVED_MS = 10
IN_PROCESS = r"^in process\s+p50 (\d+) us, p99 (\d+) us"
SERVED = r"^500 requests/s\s+p50 (\d+) us, p99 (\d+) us"


def rows(registry):
    return [row for model in IN_PROCESS_MS for row in measure(registry, model)]


def measure(registry, model):
    out = java("serving", MAIN, registry, 20, model).out
    (p50, p99), (served_p50, served_p99) = (
        [int(us) / 1000 for us in re.search(pattern, out, re.M).groups()]
        for pattern in (IN_PROCESS, SERVED)
    )
    say(f"{model}: p99 {p99} ms in process, {served_p99} ms served")
    return [
        Row(
            f"{model}: one forecast by ONNX Runtime, 1 thread: p99 (p50)",
            f"<= {IN_PROCESS_MS[model]} ms",
            f"{p99:.2f} ms ({p50:.2f} ms)",
            met=p99 <= IN_PROCESS_MS[model],
        ),
        Row(
            "&nbsp; over HTTP at 500 requests/s: p99 (p50)",
            f"<= {SERVED_MS} ms",
            f"{served_p99:.1f} ms ({served_p50:.1f} ms)",
            met=served_p99 <= SERVED_MS,
        ),
    ]
