"""Publishing to a real MLflow server on loopback, as a run does it."""

import json
import statistics

from processes import fresh, java
from table import Row

ROUNDS = 5
PUBLISH = "io.wiresmith.registry.mlflow.PublishBenchmark"


def rows():
    return [publish()]


def publish():
    result = fresh("registry") / "publish.json"
    java("registry", PUBLISH, ROUNDS, result)
    measured = json.loads(result.read_text())
    requests, seconds = max(measured["requests"]), sorted(measured["seconds"])
    median = statistics.median(seconds)
    return Row(
        f"publish a 5 MB artifact with 200 figures to MLflow over loopback, every byte read back,"
        f" with its promotion, median of {ROUNDS}: requests, time",
        "<= 60, <= 3 s",
        f"{requests}, {median:.2f} s ({seconds[0]:.2f} to {seconds[-1]:.2f})",
        met=requests <= 60 and median <= 3,
    )
