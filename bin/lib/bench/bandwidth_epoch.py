"""An epoch of the LSTM training against PyTorch's own, on the same batches and threads."""

import pathlib

import torch_pairs
from processes import fresh, java
from table import Row
from torch_pairs import EPOCHS, PAIRS

BATCHES = 30
MAIN = "io.wiresmith.training.bandwidth.EpochBenchmark"
THEIRS = pathlib.Path(__file__).with_name("torch_epoch.py")


def rows():
    torch_pairs.required()
    return [row(mode) for mode in ("datacenter", "internet")]


def row(mode):
    work = fresh(f"epoch-{mode}")
    mine, yours, trained, beside = torch_pairs.measured(
        f"epoch {mode}",
        lambda: java("training", MAIN, mode, BATCHES, EPOCHS, work).json(),
        THEIRS,
        work / "batches.f32",
        EPOCHS,
    )
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
