"""The fit inside a Spark job against the native Python package: same matrix, same parameters."""

import json
import os
import pathlib
import statistics
import subprocess
import sys

from processes import fresh, java, run, say
from table import Row

THREADS = 2
PAIRS = 5
MAIN = "io.wiresmith.training.xgboost.XgboostBenchmark"
NATIVE = pathlib.Path(__file__).with_name("xgboost_native.py")
# XGBoost without the GPU library that it asks for but does not need on a CPU.
PACKAGES = (["numpy", "scipy"], ["--no-deps", "xgboost==3.1.1"])


def environment():
    """The Python of a virtual environment that holds the native package; made once."""
    default = pathlib.Path.home() / ".cache" / "wiresmith"
    venv = pathlib.Path(os.environ.get("WIRESMITH_CACHE", default)) / "bench-venv"
    python = venv / "bin" / "python"
    if not has_xgboost(python):
        say(f"making {venv} (once)")
        run([sys.executable, "-m", "venv", "--clear", venv])
        for packages in PACKAGES:
            run([python, "-m", "pip", "install", "--quiet", *packages])
    return python


def has_xgboost(python):
    check = "import xgboost; assert xgboost.__version__ == '3.1.1'"
    try:
        return subprocess.run([python, "-c", check], capture_output=True).returncode == 0
    except OSError:
        return False


def rows():
    python = environment()
    work = fresh("xgboost")
    matrix, ours, theirs = work / "matrix.f32", work / "job.json", work / "native.json"
    run([python, NATIVE, "make", matrix])
    job, native, first = [], [], []
    for pair in range(PAIRS):
        fitted = java("training", MAIN, matrix, 19, 3, THREADS, ours).json()
        job.append(fitted["seconds"])
        first.append(fitted["first"])
        env = {"OMP_WAIT_POLICY": "passive"}
        fit = run([python, NATIVE, "fit", matrix, THREADS, theirs], env=env)
        native.append(fit.json()["seconds"])
        say(f"pair {pair + 1}: job {job[-1]:.1f} s, native {native[-1]:.1f} s")
    ours_median, native_median = statistics.median(job), statistics.median(native)
    return [
        Row(
            f"XGBoost fit inside the job, native Python package beside it: 100,000 x 18,"
            f" {THREADS} threads, medians of {PAIRS} interleaved pairs",
            "<= 1.15x + 3 s",
            f"{ours_median:.1f} s, native {native_median:.1f} s; {trees(ours, theirs)}; a first small"
            f" fit in a process takes {statistics.median(first):.1f} s more, once",
            f"{(ours_median - 3) / native_median:.2f}x + 3 s",
            ours_median <= 1.15 * native_median + 3,
        )
    ]


def trees(ours, theirs):
    """Whether the two made the same trees."""
    models = [json.loads(file.read_text())["learner"]["gradient_booster"] for file in (ours, theirs)]
    same = models[0]["model"]["trees"] == models[1]["model"]["trees"]
    return "the same trees" if same else "the trees differ"
