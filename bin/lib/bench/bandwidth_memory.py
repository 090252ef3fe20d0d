"""Memory of training on 1,000,000 streamed windows, a small network."""

from processes import HOME, WIRESMITH, fresh, run
from table import Row

WINDOWS = 1_000_000
# The training links are .65 of all.
SAMPLES = 1_640_000
EPOCHS = 3
TRAINING = f"""training:
  bandwidth:
    network: {{hidden: [16, 12], epochs: {EPOCHS}, patience: 0}}
    source-cap: 1000000000
"""


def rows():
    work = fresh("memory")
    config = work / "wiresmith.yaml"
    shipped = (HOME / "conf" / "wiresmith.yaml").read_text()
    config.write_text(shipped.replace("training:\n", TRAINING, 1))
    run([WIRESMITH, "generate", "bandwidth", "--mode", "internet", "--samples", SAMPLES]
        + ["--out", work / "telemetry"])  # fmt: skip
    done = run(
        [WIRESMITH, "run", "bandwidth", "--variant", "internet", "--telemetry", work / "telemetry"]
        + ["--config", config, "--registry", work / "registry"]
        + ["--workspace", work / "workspace", "-o", "json"],
        allowed=(0, 10, 11),
        mark=rf"^.*train epoch \d+ of at most {EPOCHS}: loss",
    )
    first, last = done.marks_mb[1], done.marks_mb[-1]
    marks = ", ".join(f"{mb:,.0f}" for mb in done.marks_mb)
    return [
        Row(
            f"training on about {WINDOWS:,} streamed windows, LSTM 16/12, {EPOCHS} epochs: peak"
            " resident memory of the whole run; up to the end of each epoch",
            "<= 4,096 MB, flat",
            f"{done.peak_mb:,.0f} MB; {marks} MB",
            f"epoch {EPOCHS} {last / first:.2f}x epoch 2",
            done.peak_mb <= 4096 and last <= 1.05 * first,
        )
    ]
