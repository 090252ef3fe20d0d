"""Decisions over HTTP: wiresmith serve, mlflow models serve and MLServer with one artifact."""

import contextlib
import dataclasses
import json
import random
import statistics

from pipeline import champion
from processes import HOME, WIRESMITH, fresh, java, run, say
from servers import cpu_seconds, mlflow, mlflow_serve, mlserver_serve, version_of, wiresmith_serve
from table import Row

LOAD = "io.wiresmith.serving.LoadBenchmark"
CONNECTIONS = 16
ROUNDS = 3
SECONDS = 10
WARM_UP = 5
BODIES = 256
INFER = "/v2/models/compression/infer"
# A load that every one of them can carry.
SHARE_OF_SLOWEST = 0.6


@dataclasses.dataclass
class Server:
    """One that is up, and what was measured of it."""

    name: str
    port: int
    path: str
    bodies: str
    pid: int
    per_second: list = dataclasses.field(default_factory=list)
    p99: list = dataclasses.field(default_factory=list)
    p99_offered: list = dataclasses.field(default_factory=list)
    cpu_micros: list = dataclasses.field(default_factory=list)

    def ask(self, seconds, rate=0):
        arguments = [self.port, self.path, self.bodies, CONNECTIONS, seconds, rate]
        before = cpu_seconds(self.pid)
        found = json.loads(java("serving", LOAD, *arguments).out)
        found["cpuMicros"] = 1e6 * (cpu_seconds(self.pid) - before) / found["requests"]
        return found


def rows():
    work = fresh("compared")
    with mlflow(work) as uri, contextlib.ExitStack() as up:
        publish(uri, work)
        bodies(work)
        servers = list(start(uri, work, up))
        offered = measure(servers)
    return table(servers, offered)


def publish(uri, work):
    """The champion of the directory, judged again, to MLflow."""
    registry = champion()
    home = registry / "models" / "wiresmith-compression"
    number = (home / "aliases" / "champion").read_text().strip()
    version = json.loads((home / number / "version.json").read_text())
    evaluation = registry / "runs" / version["runId"] / "evaluation.json"
    model = work / "model"
    run([WIRESMITH, "pull", f"compression@{number}", "--registry", registry, "--to", model])
    run(
        [WIRESMITH, "publish", "compression", "--artifact", model, "--evaluation", evaluation]
        + ["--registry", uri, "--workspace", work / "workspace"]
    )


def start(uri, work, up):
    requirements = HOME / "bin" / "lib"
    mlflow_version = version_of("mlflow", requirements / "mlflow-requirements.txt")
    mlserver_version = version_of("mlserver", requirements / "bench" / "mlserver-requirements.txt")

    def one(name, port_and_server, path, bodies):
        port, server = port_and_server
        return Server(name, port, path, str(bodies), up.enter_context(server))

    v2, invocations = work / "v2.jsonl", work / "invocations.jsonl"
    yield one("wiresmith serve", wiresmith_serve(uri, work), INFER, v2)
    for workers, words in ((1, "1 worker"), (2, "2 workers, uvloop")):
        name = f"mlflow models serve {mlflow_version}, {words}"
        yield one(name, mlflow_serve(uri, work, workers), "/invocations", invocations)
    name = f"MLServer {mlserver_version}, parallel_workers 0"
    yield one(name, mlserver_serve(work / "model" / "model.onnx", work), INFER, v2)


def bodies(work):
    """The same rows in the words of each: the first vector with every number scaled, seeded."""
    vectors = json.loads((work / "model" / "conformance.json").read_text())["vectors"]
    example = max(vectors, key=lambda vector: len(vector["inputs"]))["inputs"]
    chance = random.Random(7)
    with open(work / "v2.jsonl", "w") as v2, open(work / "invocations.jsonl", "w") as invocations:
        for _ in range(BODIES):
            inputs = [scaled(tensor, chance.uniform(0.5, 1.5)) for tensor in example]
            v2.write(json.dumps({"inputs": inputs}) + "\n")
            by_name = {tensor["name"]: [tensor["data"]] for tensor in inputs}
            invocations.write(json.dumps({"inputs": by_name}) + "\n")


def scaled(tensor, factor):
    value = tensor["data"][0]
    if tensor["datatype"] == "FP32":
        value = 1.0 if isinstance(value, str) else value * factor
    return {
        "name": tensor["name"],
        "shape": [1, 1],
        "datatype": tensor["datatype"],
        "data": [value],
    }


def measure(servers):
    for server in servers:
        server.ask(WARM_UP)
    for _ in range(ROUNDS):  # by turns: what else the machine does, it does to each
        for server in servers:
            found = server.ask(SECONDS)
            server.per_second.append(found["perSecond"])
            server.p99.append(found["p99Millis"])
            server.cpu_micros.append(found["cpuMicros"])
            say(f"{server.name}: {found}")
    slowest = min(statistics.median(server.per_second) for server in servers)
    offered = int(SHARE_OF_SLOWEST * slowest)
    for _ in range(ROUNDS):
        for server in servers:
            found = server.ask(SECONDS, offered)
            server.p99_offered.append(found["p99Millis"])
            say(f"{server.name} at {offered}/s: {found}")
    return offered


def table(servers, offered):
    ours, others = servers[0], servers[1:]
    best = max(others, key=rate)
    tail = min(others, key=offered_p99)
    lines = [
        Row(
            f"decisions over HTTP, one row, {CONNECTIONS} connections, the same artifact and load"
            f" generator, medians of {ROUNDS} rounds by turns: `wiresmith serve`",
            ">= 10x one worker, >= 4x the best",
            f"{rate(ours):,.0f}/s, p99 {statistics.median(ours.p99):.1f} ms",
            f"{rate(ours) / rate(others[0]):.1f}x one worker, {rate(ours) / rate(best):.1f}x"
            f" the best",
            rate(ours) >= 10 * rate(others[0]) and rate(ours) >= 4 * rate(best),
        ),
        Row(
            f"&nbsp; p99 at {offered:,} requests/s offered to each: `wiresmith serve`",
            "<= 1/5 of each",
            f"{offered_p99(ours):.1f} ms",
            f"1/{offered_p99(tail) / offered_p99(ours):.1f} of the best",
            5 * offered_p99(ours) <= offered_p99(tail),
        ),
    ]
    cheapest = min(others, key=cpu)
    lines.append(
        Row(
            "&nbsp; the server's CPU time a decision, same runs: `wiresmith serve`",
            "",
            f"{cpu(ours):,.0f} us",
            f"1/{cpu(others[0]) / cpu(ours):.1f} of one worker, 1/{cpu(cheapest) / cpu(ours):.1f}"
            f" of the least",
        )
    )
    for server in others:
        figures = f"{rate(server):,.0f}/s, p99 {statistics.median(server.p99):.1f} ms"
        at_load = f"p99 at the offered load {offered_p99(server):.1f} ms"
        lines.append(Row(f"&nbsp; {server.name}, same run", "", f"{figures}; {at_load}; {cpu(server):,.0f} us of CPU"))
    return lines


def rate(server):
    return statistics.median(server.per_second)


def cpu(server):
    return statistics.median(server.cpu_micros)


def offered_p99(server):
    return statistics.median(server.p99_offered)
