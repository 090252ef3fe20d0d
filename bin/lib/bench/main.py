"""Runs the benchmarks and prints their rows as one Markdown table; see docs/benchmarks.md."""

import argparse
import sys

import bandwidth
import cli
import etl
import fields
import fields_epoch
import influx
import ledger
import other_files
import pipeline
import registry
import serving
import serving_compared
import synthetic
import table
import xgboost_fit
from processes import say

# In this order: the later ones use the model that the first one trains.
BENCHMARKS = {
    "real": (pipeline.real, "decisions on the recorded transfers, last 20 % in time"),
    "pipeline": (pipeline.whole, "wall time and memory of the whole run on 60,000 rows"),
    "artifact": (pipeline.artifact, "size of the model"),
    "cli": (cli.rows, "how fast --help and models answer"),
    "ledger": (ledger.rows, "listing a million windows"),
    "serving": (serving.rows, "a decision over HTTP against ONNX Runtime in process"),
    "etl": (etl.rows, "line protocol to Parquet"),
    "influx": (influx.rows, "reading from InfluxDB"),
    "xgboost": (xgboost_fit.rows, "XGBoost in the job against the native Python package"),
    "synthetic": (synthetic.rows, "decisions on 100,000 synthetic transfers"),
    "registry": (
        lambda: registry.rows() + serving_compared.rows(),
        "publishing to MLflow; decisions over HTTP beside its server and MLServer",
    ),
    "bandwidth": (
        bandwidth.rows,
        "forecasts on recorded and synthetic links; training beside PyTorch; latency; memory",
    ),
    "fields": (
        fields.rows,
        "fields of other captures and unseen protocols; decoding; training beside PyTorch; latency",
    ),
    "fields-decode": (fields.decode_rows, "part of fields: decoding in the graph against Java"),
    "fields-epoch": (fields_epoch.rows, "part of fields: an epoch beside PyTorch"),
    "fields-latency": (
        fields.latency_rows,
        "part of fields: one message in process and over HTTP",
    ),
    "other": (other_files.rows, "decisions on files that training never saw"),
}


def arguments():
    listed = "\n".join(f"  {name:14} {what}" for name, (_, what) in BENCHMARKS.items())
    parser = argparse.ArgumentParser(
        prog="bin/bench",
        description="Prints what was reached of what is aimed at, as a Markdown table.",
        epilog=f"benchmarks (default: all)\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="name", help="a benchmark of the list below")
    parser.add_argument(
        "--last", action="store_true", help="print what each benchmark gave last; run nothing"
    )
    chosen = parser.parse_args()
    unknown = [name for name in chosen.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}. There are: {', '.join(BENCHMARKS)}")
    return chosen


def main():
    chosen = arguments()
    whole = [name for name in BENCHMARKS if "-" not in name]
    names = [name for name in BENCHMARKS if name in (chosen.names or whole)]
    if chosen.last:
        print(table.markdown(row for name in names for row in table.last(name)))
        return 0
    measured, failed = [], []
    for name in names:
        say(f"{name}: {BENCHMARKS[name][1]}")
        try:
            rows = BENCHMARKS[name][0]()
        except Exception as problem:  # the other benchmarks still run
            failed.append(name)
            print(f"bench: {name} failed: {problem}", file=sys.stderr)
            continue
        table.keep(name, rows)
        measured += rows
    print(table.markdown(measured))
    if failed:
        print(f"bench: without a result: {', '.join(failed)}, see above", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
