"""One whole run on the recorded transfers: its decisions, its cost, and its artifact."""

import functools
import gzip
import json
import pathlib

from processes import WIRESMITH, WORK, fresh, run
from table import Row, figure, percent

REAL = "examples/compression/transfers.lp.gz"


@functools.cache
def demo_run():
    """The run of the demo, in an empty workspace with an empty registry."""
    work = fresh("real")
    done = run(
        [WIRESMITH, "run", "compression", "--telemetry", REAL, "--window", "45d"]
        + ["--until", "2026-11-15T00:00:00Z", "--registry", work / "registry"]
        + ["--workspace", work / "workspace", "-o", "json"],
        allowed=(0, 10, 11),
    )
    (work / "run.json").write_text(done.out)
    return done


def training_report(outcome):
    """What the same run reported of its training, the specification's members beside ours."""
    report = pathlib.Path(outcome.json()["report"])
    return json.loads((report.parent / "training_report.json").read_text())


def champion():
    """A registry with a champion: of this bench's last run, else of a new one."""
    registry = WORK / "real" / "registry"
    if not (registry / "models").is_dir():
        demo_run()
    return registry


def scores(regret, accuracy, macro_f1, clear):
    return f"{percent(regret)}, {figure(accuracy)} / {figure(macro_f1)} / {figure(clear)}"


def member(scored):
    return scores(
        scored["regret"], scored["accuracy"], scored["macro_f1"], scored["accuracy_margin10"]
    )


def real():
    metrics = demo_run().json()["metrics"]
    test = training_report(demo_run())["test"]
    spec = test["specification_trees"]
    names = ("regret", "accuracy", "macro_f1", "accuracy_margin_10")
    regret, accuracy, macro_f1, clear = (metrics[name] for name in names)
    floor = f"{percent(metrics['noise_floor_regret'])}, {figure(metrics['noise_floor_accuracy'])}"
    what = "regret, accuracy / macro F1 / accuracy where the margin is >= 10 %"
    return [
        Row(
            f"real data, last 20 % in time: {what}",
            "<= .80 %, .945 / .905 / .978",
            scores(regret, accuracy, macro_f1, clear),
            f"regret {regret / spec['regret']:.2f}x the specification's XGBoost",
            regret <= 0.008 and accuracy >= 0.945 and macro_f1 >= 0.905 and clear >= 0.978,
        ),
        Row("&nbsp; the specification's XGBoost, same run", "", member(spec)),
        Row("&nbsp; its 70/30 ensemble, same run", "", member(test["specification"])),
        Row("&nbsp; noise floor: regret, accuracy", "", floor),
        Row("&nbsp; gain over always-none (oracle)", "", gains(metrics)),
    ]


def gains(metrics):
    return f"{percent(metrics['gain'], 1)} ({percent(metrics['gain_oracle'], 1)})"


def whole():
    done = demo_run()
    folds = training_report(done)["cross_validation"]["folds"]
    return [
        Row(
            f"whole pipeline on 60,000 rows, {folds} folds: wall time, peak resident memory",
            "<= 180 s, <= 4,096 MB",
            f"{done.seconds:.0f} s ({done.cpu_seconds:.0f} s of CPU), {done.peak_mb:,.0f} MB",
            met=done.seconds <= 180 and done.peak_mb <= 4096,
        )
    ]


def artifact():
    models = sorted(champion().glob("models/*/*/model.onnx"))
    if not models:
        raise RuntimeError("the run's model was not registered, see the benchmark 'real'")
    raw = models[-1].read_bytes()
    small = len(gzip.compress(raw, 9, mtime=0)) / 1e6
    return [
        Row(
            "artifact, model.onnx: gzipped (plain)",
            "< 5 MB",
            f"{small:.2f} MB ({len(raw) / 1e6:.1f} MB)",
            met=small < 5,
        )
    ]
