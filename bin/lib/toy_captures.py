"""Labelled messages of two simple protocols, for proofs that need a small training: toy_captures.py DIR [CAPTURES] [MESSAGES] [SEED]"""
import json
import pathlib
import random
import sys

where = pathlib.Path(sys.argv[1])
captures, messages, seed = (int(a) if len(sys.argv) > i + 2 else d for i, (a, d) in enumerate(zip(sys.argv[2:] + ["0"] * 3, (8, 60, 1))))


def counted(rng):
    letters = rng.randint(6, 15)
    body = bytes([0, letters]) + bytes([rng.choice(b"abcdefghijklmnop")]) * letters + bytes([rng.randint(0, 1)])
    return body, [[0, 2, "integer"], [2, 2 + letters, "string"], [2 + letters, 3 + letters, "flag"]]


def fixed(rng):
    body = bytes([0xA5, 10]) + rng.randbytes(3) + b"\x65" + rng.randbytes(rng.randint(7, 12))
    return body, [[0, 1, "integer"], [1, 5, "address"], [5, 9, "time"], [9, len(body), "bytes"]]


where.mkdir(parents=True, exist_ok=True)
for name, make in (("counted", counted), ("fixed", fixed)):
    rng = random.Random(f"{seed} {name}")
    with open(where / f"{name}-{seed}.jsonl", "w") as out:
        for capture in range(captures):
            for frame in range(messages):
                body, fields = make(rng)
                line = {"file": f"{name}-{seed}-{capture}.pcap", "frame": frame, "proto": name, "hex": body.hex(), "fields": fields}
                out.write(json.dumps(line) + "\n")
