"""Epochs of ours and of PyTorch's, by turns on the same batches and threads."""

import json
import statistics
import subprocess

from processes import run, say

EPOCHS = 2
PAIRS = 3
PYTHON = "/usr/bin/python3"


def required():
    check = subprocess.run(
        [PYTHON, "-c", "import torch; print(open('/proc/self/maps').read())"],
        capture_output=True,
        text=True,
    )
    if check.returncode != 0:
        raise RuntimeError("PyTorch is missing. Install it: apt-get install -y python3-torch")
    if "/blas/libblas.so" in check.stdout:
        raise RuntimeError(
            "PyTorch works with the reference BLAS, ten times slower than it can."
            " Install another: apt-get install -y libopenblas0-pthread"
        )


def measured(name, train, script, batches, *more):
    """The medians of the best epoch of each pair, in seconds, and what both said last.

    train() trains ours, writes its batches to the file and says what it did; the script gets both.
    """
    ours, theirs = [], []
    for pair in range(PAIRS):
        trained = train()
        beside = run(
            [PYTHON, script, batches, json.dumps(trained), *more],
            env={"OMP_WAIT_POLICY": "passive"},
        ).json()
        # The first epoch of each warms up.
        ours.append(min(trained["seconds"][1:]))
        theirs.append(min(beside["seconds"][1:]))
        say(f"{name}, pair {pair + 1}: {ours[-1]:.1f} s, PyTorch {theirs[-1]:.1f} s")
    return statistics.median(ours), statistics.median(theirs), trained, beside
