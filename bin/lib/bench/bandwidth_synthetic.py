"""The bandwidth models on the seeded generator, whose rhythms naive forecasts miss."""

from processes import WIRESMITH, fresh, run
from table import Row, percent

# What is to be within 20 %, and under which the best naive forecast must stay.
AIMS = {"datacenter": (0.85, 0.75), "internet": (0.70, 0.60)}
SAMPLES = 120_000
EPOCHS = 8


def rows():
    return [row(mode, *aims) for mode, aims in AIMS.items()]


def row(mode, aim, most_naive):
    work = fresh(f"synthetic-{mode}")
    run([WIRESMITH, "generate", "bandwidth", "--mode", mode, "--samples", SAMPLES]
        + ["--seed", 42, "--out", work / "telemetry"])  # fmt: skip
    done = run(
        [WIRESMITH, "run", "bandwidth", "--variant", mode, "--telemetry", work / "telemetry"]
        + [f"-Dtraining.bandwidth.network.epochs={EPOCHS}", "--registry", work / "registry"]
        + ["--workspace", work / "workspace", "-o", "json"],
        allowed=(0, 10, 11),
    )
    metrics = done.json()["metrics"]
    within = metrics["within_20"]
    naive = within - metrics["naive_advantage"]
    return Row(
        f"generator, {mode}, {SAMPLES:,} steps, {EPOCHS} epochs: within 20 % (best naive)",
        f">= {percent(aim, 0)} where the best naive is under {percent(most_naive, 0)}",
        f"{percent(within, 1)} ({percent(naive, 1)})",
        met=within >= aim and naive < most_naive,
    )
