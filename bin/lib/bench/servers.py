"""The servers that serving_compared.py puts side by side, each with the champion of one MLflow."""

import contextlib
import hashlib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

from processes import HOME, WIRESMITH, run, tree

HERE = pathlib.Path(__file__).parent
MODEL = "models:/wiresmith-compression@champion"
PATIENCE = 120


def environment(requirements):
    """The bin of a virtual environment of pinned packages, made once and kept in the cache."""
    text = (HERE / requirements).read_bytes() + sys.base_prefix.encode()
    cache = os.environ.get("WIRESMITH_CACHE") or (
        pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
        / "wiresmith"
    )
    name = f"{pathlib.Path(requirements).stem}-{hashlib.sha256(text).hexdigest()[:8]}"
    home = pathlib.Path(cache) / "servers" / name
    if not (home / ".installed").exists():
        run([sys.executable, "-m", "venv", "--clear", home])
        pip = [home / "bin" / "python", "-m", "pip", "install", "--quiet", "-r"]
        run([*pip, HERE / requirements])
        (home / ".installed").touch()  # last: an environment that broke off is made anew
    return home / "bin"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def started(command, url, log, env=None):
    """A server in a process group of its own, until the block ends; ready when url answers."""
    with open(log, "wb") as out:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdout=out,
            stderr=out,
            cwd=HOME,
            env={**os.environ, **(env or {})},
            start_new_session=True,
        )
    try:
        await_answer(process, url, log)
        yield process.pid
    finally:
        for how in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, how)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(20)


def await_answer(process, url, log):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):
            with urllib.request.urlopen(url, timeout=5):
                return
        time.sleep(0.2)
    raise RuntimeError(f"{url} does not answer, see {log}")


def cpu_seconds(pid):
    """CPU time that a process and its descendants have used so far."""
    ticks = 0
    for one in tree(pid):
        with contextlib.suppress(OSError):
            fields = pathlib.Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def mlflow_program():
    return pathlib.Path(run([HOME / "bin" / "lib" / "mlflow"]).out.strip())


@contextlib.contextmanager
def mlflow(work):
    """A registry with nothing in it."""
    port = free_port()
    command = [WIRESMITH, "mlflow", "up", "--port", port, "--dir", work / "mlflow"]
    with started(command, f"http://127.0.0.1:{port}/health", work / "mlflow.log"):
        yield f"http://127.0.0.1:{port}"


def wiresmith_serve(uri, work):
    port = free_port()
    command = [WIRESMITH, "serve", "--registry", uri, "--port", port]
    command += ["--cache", work / "cache"]
    ready = f"http://127.0.0.1:{port}/v2/health/ready"
    return port, started(command, ready, work / "serve.log")


def mlflow_serve(uri, work, workers):
    port = free_port()
    program = mlflow_program()
    command = [program, "models", "serve", "-m", MODEL, "--env-manager", "local"]
    command += ["--port", port, "--workers", workers]
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    env = {"MLFLOW_TRACKING_URI": uri, "PATH": path, "MLFLOW_DISABLE_TELEMETRY": "true"}
    log = work / f"mlflow-serve-{workers}.log"
    return port, started(command, f"http://127.0.0.1:{port}/ping", log, env)


def mlserver_serve(model, work):
    port = free_port()
    home = work / "mlserver"
    home.mkdir()
    settings = {
        "debug": False,
        "host": "127.0.0.1",
        "http_port": port,
        "grpc_port": free_port(),
        "metrics_port": free_port(),
        "parallel_workers": 0,
    }
    served = {
        "name": "compression",
        "implementation": "mlserver_runtime.OnnxRuntime",
        "parameters": {"uri": str(model)},
    }
    (home / "settings.json").write_text(json.dumps(settings))
    (home / "model-settings.json").write_text(json.dumps(served))
    command = [environment("mlserver-requirements.txt") / "mlserver", "start", home]
    ready = f"http://127.0.0.1:{port}/v2/health/ready"
    env = {"PYTHONPATH": str(HERE)}
    return port, started(command, ready, work / "mlserver.log", env)


def version_of(requirement, file):
    """The pinned version of a package."""
    return re.search(rf"^{requirement}==(.+)$", file.read_text(), re.M).group(1)
