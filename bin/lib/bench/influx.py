"""Reading from InfluxDB: InfluxBenchmark of the module etl, on a real server of this machine."""

import re

from processes import fresh, java, say
from table import Row

MAIN = "io.wiresmith.etl.influx.InfluxBenchmark"
# What a partition may hold, measured without Spark around it.
SMALL = "-Xmx100m"


def rows():
    return [*rate(), parallel(), tag(), bulk(), cuts()]


def measured(what, *flags):
    done = java("etl", MAIN, what, fresh(f"influx-{what}"), flags=flags)
    found = dict(re.findall(r"^(\w+)=(.+)$", done.out, re.M))
    say(f"{what}: {found}")
    return found


def rate():
    # The official client buffers a whole answer: it gets the heap that it needs.
    small = {key: float(value) for key, value in measured("rate", SMALL, "-Dbench.client=false").items()}
    wide = {key: float(value) for key, value in measured("rate").items()}
    to_curl = small["read"] / small["curl"]
    to_client = wide["read"] / wide["client"]
    return [
        Row(
            f"InfluxDB 1.6.7, 200,000 rows x 21 fields, one partition with {SMALL}: rows/s against"
            " curl of the same query to a file",
            ">= 0.8x",
            f"{small['read']:,.0f}, curl {small['curl']:,.0f}",
            f"{to_curl:.2f}x",
            to_curl >= 0.8,
        ),
        Row(
            "&nbsp; with the server's count of every field beside it, which costs it a second reading",
            "",
            f"{small['proven']:,.0f}",
            f"{small['proven'] / small['curl']:.2f}x",
        ),
        Row(
            "&nbsp; against the official client's buffered read, both with -Xmx2g",
            ">= 1.5x",
            f"{wide['read']:,.0f}, client {wide['client']:,.0f}",
            f"{to_client:.2f}x",
            to_client >= 1.5,
        ),
    ]


def parallel():
    found = measured("parallel")
    speedup = float(found["speedup"])
    return Row(
        f"{found['partitions']} partitions against 1 through a wire of 10 MB/s a connection",
        ">= 3x",
        f"{found['seconds']} s",
        f"{speedup:.1f}x",
        speedup >= 3,
    )


def tag():
    found = measured("tag")
    speedup = float(found["speedup"])
    return Row(
        "one series of 50 by tag filter, 1,000,000 rows, against all",
        ">= 20x faster",
        f"{found['seconds']} s",
        f"{speedup:.0f}x",
        speedup >= 20,
    )


def bulk():
    found = measured("bulk", "-Xmx1g")
    peak, read = int(found["peak_mb"]), int(found["found"])
    return Row(
        "10,000,000 rows x 8 fields to Parquet: resident memory of the job, rows",
        "<= 1,500 MB, no loss",
        f"{peak:,} MB, {read:,} rows in {float(found['seconds']):,.0f} s",
        met=peak <= 1500 and read == int(found["written"]),
    )


def cuts():
    found = measured("cuts")
    return Row(
        "an answer cut at each of 1,000 random bytes: accepted as complete",
        "0",
        f"{found['accepted']} of {int(found['accepted']) + int(found['refused']):,}",
        met=found["accepted"] == "0",
    )
