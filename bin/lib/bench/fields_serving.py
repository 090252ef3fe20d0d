"""How long the fields of one message take, in process and over HTTP."""

import re

from bandwidth_serving import IN_PROCESS, MAIN, SERVED
from processes import java, say
from table import Row

MS = {"in process": 2, "served": 10}


def rows(registry):
    out = java("serving", MAIN, registry, 20, "fields").out
    (p50, p99), (served_p50, served_p99) = (
        [int(us) / 1000 for us in re.search(pattern, out, re.M).groups()]
        for pattern in (IN_PROCESS, SERVED)
    )
    say(f"fields: p99 {p99} ms in process, {served_p99} ms served")
    return [
        Row(
            "fields of one message of 64 bytes by ONNX Runtime, 1 thread: p99 (p50)",
            f"<= {MS['in process']} ms",
            f"{p99:.2f} ms ({p50:.2f} ms)",
            met=p99 <= MS["in process"],
        ),
        Row(
            "&nbsp; over HTTP, open loop: p99 (p50)",
            f"<= {MS['served']} ms",
            f"{served_p99:.1f} ms ({served_p50:.1f} ms)",
            met=served_p99 <= MS["served"],
        ),
    ]
