"""Replays a link that moves from a datacenter to a mobile network against a running server.

ADDRESS: the server's, with the models bandwidth, bandwidth-datacenter and bandwidth-internet. Takes 13 s: a mode is
decided every 10 s.
"""

import json
import math
import random
import sys
import time
import urllib.request

ADDRESS = sys.argv[1]
STEPS, PAUSE, MOVES_AT = 65, 0.2, 5


def post(model, inputs):
    body = json.dumps({"inputs": inputs}).encode()
    request = urllib.request.Request(
        f"{ADDRESS}/v2/models/{model}/infer", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        found = json.load(answer)
    return found, {output["name"]: output["data"][0] for output in found["outputs"]}


def tensor(name, datatype, *data, shape=None):
    return {"name": name, "shape": shape or [len(data)], "datatype": datatype, "data": list(data)}


def require(holds, what):
    if not holds:
        sys.exit(f"  {what}")


def sound(found, outputs):
    require(found["model_version"] == "datacenter-1_internet-1", found["model_version"])
    require(abs(outputs["weight_datacenter"] + outputs["weight_internet"] - 1) < 1e-6, "weights do not sum to one")
    require(outputs["lower_mbps"] <= outputs["forecast_mbps"] <= outputs["upper_mbps"], f"no interval: {outputs}")
    clear = {"datacenter": "datacenter_forecast_mbps", "internet": "internet_forecast_mbps"}.get(outputs["mode"])
    require(clear is None or outputs["forecast_mbps"] == outputs[clear], f"not the mode's forecast: {outputs}")


def main():
    random.seed(5)
    history = [900 + 20 * random.gauss(0, 1) for _ in range(60)]
    window = tensor("throughput_mbps", "FP32", *history, shape=[1, 60])
    for model in ("bandwidth-datacenter", "bandwidth-internet"):
        _, outputs = post(model, [window])
        require(outputs["forecast_mbps"] > 0, f"{model} forecasts {outputs}")
    modes = []
    for step in range(STEPS):
        mobile = step >= MOVES_AT
        history = history[1:] + [40 * math.exp(0.5 * random.gauss(0, 1)) if mobile else 900 + 20 * random.gauss(0, 1)]
        found, outputs = post(
            "bandwidth",
            [
                tensor("throughput_mbps", "FP32", *history, shape=[1, 60]),
                tensor("rtt_ms", "FP32", 60 if mobile else 0.3),
                tensor("jitter_ms", "FP32", 12 if mobile else 0.05),
                tensor("link", "BYTES", "phone"),
            ],
        )
        sound(found, outputs)
        modes.append(outputs["mode"])
        time.sleep(PAUSE)
    switches = sum(a != b for a, b in zip(modes, modes[1:]))
    require((modes[0], modes[-1], switches) == ("datacenter", "internet", 1), f"modes: {modes}")
    with urllib.request.urlopen(f"{ADDRESS}/metrics", timeout=10) as answer:
        metrics = answer.read().decode()
    arrived = sum(
        float(line.split()[-1]) for line in metrics.splitlines() if "forecast_error_ratio_count{" in line
    )
    require(arrived == STEPS - 1, f"{arrived} forecasts were compared with what came")


main()
