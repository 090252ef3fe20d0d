"""An epoch of the LSTM training against PyTorch's own, on the same batches and threads."""

import json
import pathlib
import statistics
import subprocess

from processes import fresh, java, run, say
from table import Row

BATCHES = 30
EPOCHS = 2
PAIRS = 3
MAIN = "io.wiresmith.training.bandwidth.EpochBenchmark"
THEIRS = pathlib.Path(__file__).with_name("torch_epoch.py")
PYTHON = "/usr/bin/python3"


def rows():
    check = subprocess.run([PYTHON, "-c", "import torch"], capture_output=True)
    if check.returncode != 0:
        raise RuntimeError("PyTorch is missing. Install it: apt-get install -y python3-torch")
    return [row(mode) for mode in ("datacenter", "internet")]


def row(mode):
    work = fresh(f"epoch-{mode}")
    ours, theirs = [], []
    for pair in range(PAIRS):
        trained = java("training", MAIN, mode, BATCHES, EPOCHS, work).json()
        said = json.dumps(trained)
        beside = run(
            [PYTHON, THEIRS, work / "batches.f32", said, EPOCHS],
            env={"OMP_WAIT_POLICY": "passive"},
        ).json()
        # The first epoch of each warms up.
        ours.append(min(trained["seconds"][1:]))
        theirs.append(min(beside["seconds"][1:]))
        say(f"epoch {mode}, pair {pair + 1}: {ours[-1]:.1f} s, PyTorch {theirs[-1]:.1f} s")
    mine, yours = statistics.median(ours), statistics.median(theirs)
    hidden = "/".join(map(str, trained["hidden"]))
    return Row(
        f"{mode} {hidden}: an epoch of {trained['batches']} batches of {trained['batch_size']} x"
        f" {trained['steps']} steps, features included, beside PyTorch {beside['torch']} (ours"
        f" {trained['torch']}), {trained['threads']} thread, medians of {PAIRS} pairs",
        "<= 1.15x",
        f"{mine:.1f} s, {yours:.1f} s",
        f"{mine / yours:.2f}x",
        mine / yours <= 1.15,
    )
