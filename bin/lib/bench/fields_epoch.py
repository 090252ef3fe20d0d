"""An epoch of the tagger's training against PyTorch with its usual autograd CRF."""

import pathlib

import torch_pairs
from processes import fresh, java, say
from table import Row
from torch_pairs import EPOCHS, PAIRS

MESSAGES = 640
# The network that ships, see docs/reference/fields-model.md.
BATCH, EMBEDDING, HIDDEN = 32, 32, "128,64"
MAIN = "io.wiresmith.training.fields.TaggerEpochBenchmark"
THEIRS = pathlib.Path(__file__).with_name("torch_tagger_epoch.py")


def rows():
    torch_pairs.required()
    work = fresh("fields-epoch")
    mine, yours, trained, beside = torch_pairs.measured(
        "fields epoch",
        lambda: java("training", MAIN, MESSAGES, EPOCHS, BATCH, EMBEDDING, HIDDEN, work).json(),
        THEIRS,
        work / "batches.i32",
    )
    say(f"losses {trained['losses']}, {beside['losses']}")
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
