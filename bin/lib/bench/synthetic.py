"""The pipeline on the seeded synthetic generator, whose costs are deterministic."""

from pipeline import gains
from processes import WIRESMITH, fresh, run
from table import Row, figure, percent

CODECS = ("hde", "amst", "none")


def rows():
    work = fresh("synthetic")
    run([WIRESMITH, "generate", "compression", "--samples", "100000", "--seed", "42"]
        + ["--out", work / "telemetry"])  # fmt: skip
    done = run(
        [WIRESMITH, "run", "compression", "--telemetry", work / "telemetry"]
        + ["--registry", work / "registry", "--workspace", work / "workspace", "-o", "json"],
        allowed=(0, 10, 11),
    )
    metrics = done.json()["metrics"]
    f1 = [metrics[f"f1_{codec}"] for codec in CODECS]
    return [
        Row(
            "synthetic generator, 100,000 samples, last 20 % in time: accuracy, F1 of hde / amst"
            " / none, gain over always-none (oracle)",
            ">= .98, >= .95, > 10 %",
            f"{figure(metrics['accuracy'])}, {' / '.join(map(figure, f1))}, {gains(metrics)}",
            f"regret {percent(metrics['regret'], 3)}",
            metrics["accuracy"] >= 0.98 and min(f1) >= 0.95 and metrics["gain"] > 0.1,
        )
    ]
