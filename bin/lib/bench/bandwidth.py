"""The bandwidth models on the recorded traces: forecasts, cost of training, latency."""

import functools
import json
import os
import pathlib
import subprocess

import bandwidth_epoch
import bandwidth_memory
import bandwidth_serving
import bandwidth_synthetic
import torch_pairs
from processes import HOME, WIRESMITH, WORK, fresh, run
from table import Row, percent

RECORDED = pathlib.Path(
    os.environ.get("WIRESMITH_TEST_TRACES", HOME.parent / "shared" / "data" / "bandwidth")
)
MINUTES = {"internet": 45, "datacenter": 10}
# Points above the best naive forecast, within 20 %, and what a boosted-tree library reached.
AIMS = {
    "hsdpa_norway_1s": (1.5, 1.1),
    "lumos5g_4G_1s": (2.5, 2.2),
    "lumos5g_5G_1s": (4, 3.6),
    "mnwild5g_iperf_1s": (3, 2.6),
    "puffer220218_native": (0, None),
    "mahimahi_lte_1s": (0, None),
}


def rows():
    torch_pairs.required()  # Not after an hour.
    return (
        [row for mode in MINUTES for row in mode_rows(mode)]
        + bandwidth_synthetic.rows()
        + bandwidth_serving.rows(registry())
        + bandwidth_epoch.rows()
        + bandwidth_memory.rows()
    )


def registry():
    """A registry with both champions: of this bench's last run, else of a new one."""
    made = WORK / "bandwidth" / "registry"
    if not (made / "models").is_dir():
        trained()
    return made


@functools.cache
def trained():
    """A run for each mode on all recorded traces, in an empty workspace and registry."""
    if not RECORDED.is_dir():
        raise RuntimeError(f"{RECORDED} is not there; WIRESMITH_TEST_TRACES names another place")
    work = fresh("bandwidth")
    run([WIRESMITH, "import", "traces", RECORDED, "--out", work / "telemetry"])
    done = {}
    for mode in MINUTES:
        done[mode] = run(
            [WIRESMITH, "run", "bandwidth", "--variant", mode, "--telemetry", work / "telemetry"]
            + ["--registry", work / "registry", "--workspace", work / "workspace", "-o", "json"],
            allowed=(0, 10, 11),
        )
        (work / f"{mode}.json").write_text(done[mode].out)
    return done


def mode_rows(mode):
    done = trained()[mode]
    verdict = done.json()
    evaluation = json.loads((pathlib.Path(verdict["report"]).parent / "evaluation.json").read_text())
    slices = {part["value"]: part for part in evaluation["slices"]}
    minutes = done.seconds / 60
    cost = Row(
        f"`run bandwidth --variant {mode}` on all recorded traces: time, peak resident memory",
        f"<= {MINUTES[mode]} min",
        f"{minutes:.1f} min, {done.peak_mb:,.0f} MB, {verdict['verdict']}",
        met=minutes <= MINUTES[mode],
    )
    each = [forecasts(source, part) for source, part in sorted(slices.items())]
    pooled = [pooled_mae(slices)] if mode == "internet" else []
    return [cost, *each, *pooled]


def forecasts(source, part):
    figures = part["metrics"]
    gain = 100 * figures["naive_advantage"]
    aim, trees = AIMS.get(source, (None, None))
    covered = 0.77 <= figures["coverage_80"] <= 0.83
    met = None if aim is None else gain >= aim and covered
    reach = "covers 77 to 83 %" if aim is None else f">= {aim:+g} points, covers 77 to 83 %"
    if source == "kth_istio_respbytes_5s":
        reach, met = ">= 94 %, covers 77 to 83 %", figures["within_20"] >= 0.94 and covered
    return Row(
        f"&nbsp; {source}, {part['rows']:,} forecasts: within 20 %, over the best naive, coverage",
        reach,
        f"{percent(figures['within_20'], 1)}, {gain:+.1f} points,"
        f" {percent(figures['coverage_80'], 1)}",
        "" if trees is None else f"boosted trees {trees:+g}",
        met,
    )


def pooled_mae(slices):
    """Over the four sources with an aim of their own, all forecasts weighing the same."""
    parts = [slices[source] for source in AIMS if AIMS[source][1] and source in slices]
    ours = sum(part["rows"] * part["metrics"]["mae"] for part in parts)
    naive = sum(
        part["rows"] * part["metrics"]["mae"] / part["metrics"]["mae_over_naive"] for part in parts
    )
    better = 1 - ours / naive
    return Row(
        "&nbsp; mean absolute error pooled over hsdpa, lumos 4G and 5G, mnwild: better than the"
        " best naive",
        ">= 5 %",
        percent(better, 1),
        "boosted trees 3.5 %",
        better >= 0.05,
    )
