"""An epoch of the tagger's training against PyTorch with its usual autograd CRF."""

import json
import pathlib
import statistics
import subprocess

from processes import fresh, java, run, say
from table import Row

MESSAGES = 1_600
EPOCHS = 2
PAIRS = 3
# The network that ships, see docs/reference/fields-model.md.
BATCH, EMBEDDING, HIDDEN = 32, 32, "128,64"
MAIN = "io.wiresmith.training.fields.TaggerEpochBenchmark"
THEIRS = pathlib.Path(__file__).with_name("torch_tagger_epoch.py")
PYTHON = "/usr/bin/python3"


def rows():
    check = subprocess.run([PYTHON, "-c", "import torch"], capture_output=True)
    if check.returncode != 0:
        raise RuntimeError("PyTorch is missing. Install it: apt-get install -y python3-torch")
    work = fresh("fields-epoch")
    ours, theirs = [], []
    for pair in range(PAIRS):
        trained = java("training", MAIN, MESSAGES, EPOCHS, BATCH, EMBEDDING, HIDDEN, work).json()
        beside = run(
            [PYTHON, THEIRS, work / "batches.i32", json.dumps(trained)],
            env={"OMP_WAIT_POLICY": "passive"},
        ).json()
        # The first epoch of each warms up.
        ours.append(min(trained["seconds"][1:]))
        theirs.append(min(beside["seconds"][1:]))
        say(f"fields epoch, pair {pair + 1}: {ours[-1]:.1f} s, PyTorch {theirs[-1]:.1f} s;"
            f" losses {trained['losses']}, {beside['losses']}")  # fmt: skip
    mine, yours = statistics.median(ours), statistics.median(theirs)
    return [
        Row(
            f"fields, embedding {EMBEDDING}, BiLSTM {HIDDEN.replace(',', '/')}, CRF: an epoch of"
            f" {trained['messages']:,} messages of 8 to 1,000 bytes in batches of {BATCH}, beside"
            f" PyTorch {beside['torch']} (ours {trained['torch']}) with the usual autograd CRF,"
            f" {trained['threads']} thread, medians of {PAIRS} pairs",
            "<= 1.0x",
            f"{mine:.1f} s, {yours:.1f} s",
            f"{mine / yours:.2f}x",
            mine / yours <= 1.0,
        )
    ]
