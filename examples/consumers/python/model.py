"""The three ways to run the model in Python; in all of them tensors come and go by name."""

import json
import math
import os
import pathlib

import numpy as np

TYPES = {"FP32": np.float32, "INT64": np.int64, "BYTES": np.object_}
ONNX_TYPES = {"tensor(float)": "FP32", "tensor(int64)": "INT64", "tensor(string)": "BYTES"}
SPECIAL = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def tensor(node):
    """A tensor of conformance.json, whose JSON has no NaN and no infinities but as texts."""
    kind = TYPES[node["datatype"]]
    data = node["data"]
    if kind is np.float32:
        data = [SPECIAL[x] if isinstance(x, str) else x for x in data]
    return np.array(data, dtype=kind).reshape(node["shape"])


def plain(array):
    """The elements as JSON has them, row by row."""
    return [texts(x) if isinstance(x, float) and not math.isfinite(x) else x for x in array.reshape(-1).tolist()]


def texts(x):
    return "NaN" if math.isnan(x) else "Infinity" if x > 0 else "-Infinity"


def differs(expected, found, tolerance):
    """What is wrong with an output, or nothing."""
    if found.shape != expected.shape:
        return f"has the shape {list(found.shape)}, expected is {list(expected.shape)}"
    for want, have in zip(expected.reshape(-1).tolist(), found.reshape(-1).tolist()):
        if want == have or (isinstance(want, float) and math.isnan(want) and math.isnan(have)):
            continue
        if not isinstance(want, float) or not abs(want - have) <= tolerance * (1 + abs(want)) < math.inf:
            return f"is {have}, expected is {want} (tolerance {tolerance})"
    return None


def session(model):
    import onnxruntime

    onnxruntime.set_default_logger_severity(3)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


class Model:
    """Runs verified files; `way` is onnxruntime, onnx (mlflow.onnx) or pyfunc (mlflow.pyfunc)."""

    def __init__(self, files, way, directory):
        os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
        if way != "onnxruntime":  # MLflow reads directories; this one holds what was verified.
            for name, content in files.items():
                pathlib.Path(directory, name).write_bytes(content)
        if way == "pyfunc":
            import mlflow.pyfunc

            self.pyfunc = mlflow.pyfunc.load_model(str(directory))
        elif way == "onnx":
            import mlflow.onnx

            files = {**files, "model.onnx": mlflow.onnx.load_model(str(directory)).SerializeToString()}
        self.way = way
        self.session = session(files["model.onnx"])
        self.inputs = {i.name: ONNX_TYPES[i.type] for i in self.session.get_inputs()}
        self.outputs = [o.name for o in self.session.get_outputs()]

    def run(self, inputs):
        if self.way != "pyfunc":
            return dict(zip(self.outputs, self.session.run(self.outputs, inputs)))
        # The signature of the model says "str", which numpy spells <U.
        texts = {n: a.astype(str) if a.dtype == np.object_ else a for n, a in inputs.items()}
        return {name: np.asarray(array) for name, array in self.pyfunc.predict(texts).items()}

    def one(self, given):
        """Inputs of one row; what is not given is missing."""
        arrays = {}
        for name, kind in self.inputs.items():
            missing = "" if kind == "BYTES" else math.nan
            arrays[name] = np.array([[given.get(name, missing)]], dtype=TYPES[kind])
        return arrays


def vectors(files):
    return json.loads(files["conformance.json"])["vectors"]
