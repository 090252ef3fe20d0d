"""Runs an artifact's conformance vectors in Python's ONNX Runtime; see bin/python-parity."""

import json
import pathlib
import sys

import numpy as np
import onnxruntime as ort

TYPES = {
    "FP32": np.float32,
    "FP64": np.float64,
    "INT64": np.int64,
    "INT32": np.int32,
    "UINT8": np.uint8,
    "BOOL": np.bool_,
    "BYTES": np.object_,
}
TEXTS = {"NaN": np.nan, "Infinity": np.inf, "-Infinity": -np.inf}
ROW = "{:<40} {:<18} {:>8} {:>12} {:>10}  {}"


def tensor(node):
    kind = TYPES[node["datatype"]]
    data = node["data"]
    if issubclass(kind, np.floating):
        data = [TEXTS[x] if isinstance(x, str) else x for x in data]
    return np.array(data, dtype=kind).reshape(node["shape"])


def compare(expected, found, tolerance):
    """The number of differing elements and the largest difference, or why there is none."""
    if found.shape != expected.shape or (found.dtype.kind != expected.dtype.kind):
        return None, f"is {found.dtype}{found.shape}, expected {expected.dtype}{expected.shape}"
    if expected.dtype.kind != "f":
        return int(np.sum(found != expected)), 0.0
    want = expected.astype(np.float64)
    have = found.astype(np.float64)
    same = (want == have) | (np.isnan(want) & np.isnan(have))
    with np.errstate(invalid="ignore"):
        difference = np.abs(want - have)
        close = np.isfinite(want) & np.isfinite(have) & (difference <= tolerance * (1 + np.abs(want)))
    finite = difference[np.isfinite(difference)]
    return int(np.sum(~(same | close))), float(finite.max()) if finite.size else 0.0


def main(directory):
    vectors = json.loads((directory / "conformance.json").read_text(encoding="utf-8"))["vectors"]
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = ort.InferenceSession(
        str(directory / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )
    print(f"{directory / 'model.onnx'}: onnxruntime {ort.__version__}, numpy {np.__version__}")
    print(ROW.format("vector", "output", "values", "largest diff", "tolerance", ""))
    wrong = 0
    compared = 0
    for vector in vectors:
        outputs = {node["name"]: node for node in vector["outputs"]}
        inputs = {node["name"]: tensor(node) for node in vector["inputs"]}
        for name, found in zip(outputs, session.run(list(outputs), inputs)):
            node = outputs[name]
            expected = tensor(node)
            tolerance = node.get("tolerance", 0)
            bad, largest = compare(expected, np.asarray(found), tolerance)
            if bad is None:
                verdict, largest = "DIFFERENT: " + largest, float("nan")
            else:
                verdict = "equal" if bad == 0 else f"DIFFERENT in {bad}"
            wrong += verdict != "equal"
            compared += expected.size
            print(
                ROW.format(
                    vector["name"][:40], name[:18], expected.size, f"{largest:.3g}", tolerance, verdict
                )
            )
    if compared == 0:
        print("No vector, so nothing is proven.")
        return 1
    print(
        f"{compared} values in {len(vectors)} vectors: "
        + ("equal in Java and Python." if wrong == 0 else f"outputs that differ: {wrong}.")
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main(pathlib.Path(sys.argv[1])))
    except Exception as e:  # A model or vectors that Python cannot open are a difference too.
        print(f"{sys.argv[1]} does not run in Python: {type(e).__name__}: {e}", file=sys.stderr)
        sys.exit(1)
