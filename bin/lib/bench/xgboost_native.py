"""The native Python package, beside XgboostBenchmark; runs in the virtual environment of bench.

make FILE                 writes a seeded matrix, 100,000 rows of 18 features and the label
fit FILE THREADS MODEL    fits the specification's parameters; prints the seconds as JSON
"""

import json
import sys
import time

import numpy as np
import xgboost

ROWS, FEATURES, CLASSES = 100_000, 18, 3


def make(file):
    random = np.random.default_rng(42)
    x = np.empty((ROWS, FEATURES), np.float32)
    x[:, :16] = np.exp(random.normal(size=(ROWS, 16)))
    x[:, 16] = random.integers(0, 3, ROWS)
    x[:, 17] = random.integers(0, 4, ROWS)
    logs = np.log(x[:, :16])
    cost = np.stack(
        [
            logs[:, 0] + 0.6 * logs[:, 1] * logs[:, 2] + 0.3 * x[:, 16],
            0.9 * logs[:, 3] - 0.5 * logs[:, 4] + 0.4 * np.abs(logs[:, 5]),
            0.7 * logs[:, 6] * (x[:, 17] - 1.5) + 0.5 * logs[:, 7],
        ],
        axis=1,
    ) + 0.4 * random.normal(size=(ROWS, CLASSES))  # fmt: skip
    label = np.argmin(cost, axis=1).astype(np.float32)
    np.column_stack([x, label]).astype("<f4").tofile(file)


def fit(file, threads, model):
    matrix = np.fromfile(file, "<f4").reshape(-1, FEATURES + 1)
    x, label = np.ascontiguousarray(matrix[:, :FEATURES]), matrix[:, FEATURES].copy()
    parameters = {
        "objective": "multi:softprob",
        "num_class": CLASSES,
        "tree_method": "hist",
        "max_depth": 8,
        "eta": 0.05,
        "nthread": threads,
        "seed": 0,
    }
    begin = time.perf_counter()
    data = xgboost.DMatrix(x, label, nthread=threads)
    booster = xgboost.train(parameters, data, num_boost_round=200)
    raw = booster.save_raw("json")
    seconds = time.perf_counter() - begin
    with open(model, "wb") as out:
        out.write(raw)
    print(json.dumps({"seconds": seconds, "rows": len(x), "xgboost": xgboost.__version__}))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
    else:
        fit(sys.argv[2], int(sys.argv[3]), sys.argv[4])
