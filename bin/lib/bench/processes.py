"""Starts processes and says how long they took and how much memory they held."""

import dataclasses
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import time

HOME = pathlib.Path(__file__).resolve().parents[3]
WORK = HOME / "target" / "bench"
WIRESMITH = str(HOME / "bin" / "wiresmith")
# The flags of bin/wiresmith for its Spark jobs.
JOB_JAVA = ["-XX:+UseParallelGC", "-Xmx2g", "-Djava.awt.headless=true"]
TESTING = "core/target/test-classes:onnx/target/test-classes"


@dataclasses.dataclass
class Outcome:
    """What a process printed to stdout, its wall and CPU seconds and its peak resident MB.

    `marks_mb` holds the peak up to each line of stderr that was marked, from the one before.
    """

    out: str
    seconds: float
    cpu_seconds: float
    peak_mb: float
    marks_mb: list = dataclasses.field(default_factory=list)

    def json(self):
        """The last JSON object of stdout that begins and ends at a line of its own."""
        return json.loads(self.out[self.out.index("{") :])


def say(text):
    load = os.getloadavg()[0]
    print(f"bench: {text} (load {load:.1f})", file=sys.stderr, flush=True)


def fresh(name):
    """An empty working directory of that name."""
    directory = WORK / name
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    return directory


def run(command, allowed=(0,), env=None, mark=None):
    """Runs to the end; stderr is kept in target/bench/stderr.log and shown when it fails.

    `mark` is a pattern of lines of stderr at which the memory is told.
    """
    WORK.mkdir(parents=True, exist_ok=True)
    log = WORK / "stderr.log"
    begin = time.monotonic()
    with open(log, "wb") as stderr:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdout=subprocess.PIPE,
            stderr=stderr,
            cwd=HOME,
            env={**os.environ, **(env or {})},
        )
        watch = Watch(process.pid, log, mark)
        out = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - begin
        peak = max(watch.stop(), usage.ru_maxrss / 1024)
    if process.returncode not in allowed:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
        raise RuntimeError(
            f"{' '.join(map(str, command))} ended with {process.returncode}:\n{tail}\n{out[-2000:]}"
        )
    return Outcome(out, seconds, usage.ru_utime + usage.ru_stime, peak, watch.marks_mb)


def java(module, main, *arguments, flags=()):
    """Runs a main class of a module's tests on the jars and with the flags of bin/wiresmith."""
    product = "serving" if module == "serving" else "jobs"
    jars = f"{product}/target/wiresmith-{product}.jar:{product}/target/lib/*:{product}/target/spark/jars/*"
    classpath = f"{module}/target/test-classes:{TESTING}:{jars}:{':'.join(test_libraries())}"
    env = {"OMP_WAIT_POLICY": "passive", "SPARK_LOCAL_IP": "127.0.0.1"}
    return run(["java", *JOB_JAVA, *flags, "-cp", classpath, main, *arguments], env=env)


def test_libraries():
    """Libraries of the tests that no product carries; the build put them where Maven keeps them."""
    names = [
        "org/hdrhistogram/HdrHistogram",
        "com/influxdb/influxdb-client-java",
        "io/reactivex/rxjava3/rxjava",
        "org/reactivestreams/reactive-streams",
        "com/squareup/retrofit2/adapter-rxjava3",
        "com/squareup/retrofit2/converter-scalars",
        "com/squareup/retrofit2/converter-gson",
    ]
    found = [pathlib.Path.home().glob(f".m2/repository/{name}/*/*.jar") for name in names]
    return [max(map(str, jars)) for jars in map(list, found) if jars]


class Watch(threading.Thread):
    """Sums the resident memory of a process and its descendants, four times a second."""

    def __init__(self, pid, log, mark):
        super().__init__(daemon=True)
        self.pid = pid
        self.log = log
        self.mark = mark and re.compile(mark, re.MULTILINE)
        self.marks_mb = []
        self.peak_kb = self.between_kb = 0
        self.ended = threading.Event()
        self.start()

    def run(self):
        while not self.ended.wait(0.25):
            now = sum(map(resident_kb, tree(self.pid)))
            self.peak_kb = max(self.peak_kb, now)
            self.between_kb = max(self.between_kb, now)
            if self.mark and len(self.mark.findall(self.log.read_text())) > len(self.marks_mb):
                self.marks_mb.append(self.between_kb / 1024)
                self.between_kb = 0

    def stop(self):
        self.ended.set()
        self.join()
        return self.peak_kb / 1024


def tree(pid):
    """The process and all its descendants."""
    found = [pid]
    for parent in found:
        try:
            for task in os.listdir(f"/proc/{parent}/task"):
                with open(f"/proc/{parent}/task/{task}/children") as children:
                    found += map(int, children.read().split())
        except OSError:
            pass  # ended meanwhile
    return found


def resident_kb(pid):
    try:
        with open(f"/proc/{pid}/status") as status:
            return next((int(l.split()[1]) for l in status if l.startswith("VmRSS:")), 0)
    except OSError:
        return 0
