"""Pulls a model that Wiresmith published to MLflow, compares every byte with what was registered, and decides with it."""

import argparse
import json
import os
import sys
import tempfile

from registry import INTEGRITY, USAGE, Refused, Server, Version
from signatures import Signatures

DETAILS = """
commands:
  vectors                       run every conformance vector; one line of JSON for each
  decide rtt_ms=20 link_type=wan …     decide one transfer; inputs not given are missing
  decide '{"rtt_ms": 20, …}'           the same as JSON
exit codes: 0 done, 1 defect, 2 wrong usage, 13 not what was registered, 75 the server is down
"""


def arguments(argv):
    parser = argparse.ArgumentParser(
        prog="consume.py", description=__doc__, epilog=DETAILS, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tracking-uri", default=os.environ.get("MLFLOW_TRACKING_URI"), metavar="URI",
                        help="the MLflow server (default: MLFLOW_TRACKING_URI)")
    parser.add_argument("--model", default="wiresmith-compression", help="registered model (default: %(default)s)")
    parser.add_argument("--alias", default="champion", help="which version (default: %(default)s)")
    parser.add_argument("--trust-root", default=os.environ.get("WIRESMITH_TRUST_ROOT"), metavar="PATH",
                        help="public keys, a PEM file or a directory of them: the version must be signed by one "
                        "(default: WIRESMITH_TRUST_ROOT; without it nobody looks)")
    parser.add_argument("--with", dest="way", default="onnxruntime", choices=["onnxruntime", "onnx", "pyfunc"],
                        help="plain ONNX Runtime, mlflow.onnx or mlflow.pyfunc (default: %(default)s)")
    parser.add_argument("command", choices=["vectors", "decide"])
    parser.add_argument("inputs", nargs="*", metavar="name=value")
    given = parser.parse_args(argv)
    if not given.tracking_uri:
        parser.error("no server: give --tracking-uri, or set MLFLOW_TRACKING_URI")
    if (given.command == "decide") != bool(given.inputs):
        parser.error("decide needs inputs" if given.command == "decide" else "vectors takes no inputs")
    return given


def transfer(words):
    """The inputs of one transfer by name."""
    if words[0].lstrip().startswith("{"):
        try:
            given = json.loads(" ".join(words))
        except ValueError as e:
            raise Refused(USAGE, f"The inputs are no JSON: {e}. Required: an object of input names and values.")
        return {name: value for name, value in given.items() if value is not None}
    if bad := [word for word in words if "=" not in word]:
        raise Refused(USAGE, f"'{bad[0]}' is no input. Required: name=value.")
    return dict(word.split("=", 1) for word in words)


def typed(given, inputs):
    """The same with the model's types."""
    for name, value in given.items():
        if name not in inputs:
            raise Refused(USAGE, f"The model has no input '{name}'. It has: {', '.join(inputs)}.")
        text = inputs[name] == "BYTES"
        if not (isinstance(value, str) if text else is_number(value)):
            raise Refused(USAGE, f"Input '{name}' is {value!r}. Required: a {'text' if text else 'number'}.")
        given[name] = value if text else float(value)
    return given


def is_number(value):
    try:
        return not isinstance(value, bool) and isinstance(float(value), float)
    except (TypeError, ValueError):
        return False


def line(name, outputs):
    from model import plain

    print(json.dumps({"name": name, **{output: plain(array) for output, array in outputs.items()}}))


def run_vectors(model, files, where):
    from model import differs, tensor, vectors

    wrong = []
    for vector in vectors(files):
        outputs = model.run({node["name"]: tensor(node) for node in vector["inputs"]})
        line(vector["name"], outputs)
        for node in vector["outputs"]:
            found = outputs.get(node["name"])
            fault = "is absent" if found is None else differs(tensor(node), found, node.get("tolerance", 0))
            if fault:
                wrong.append(f"vector '{vector['name']}': output '{node['name']}' {fault}")
    if wrong:
        raise Refused(INTEGRITY, f"{where} fails its conformance: {wrong[0]}. Do not decide with it; use another version.")


def main(argv):
    given = arguments(argv)
    words = transfer(given.inputs) if given.command == "decide" else None
    signatures = Signatures(given.trust_root) if given.trust_root else None
    version = Version(Server(given.tracking_uri), given.model, given.alias)
    files = version.fetch()
    signer = ", signed by " + signatures.check(version.where, given.model, files) if signatures else ""
    print(f"{version.where} ({given.alias}): {len(files)} files as registered{signer}", file=sys.stderr)
    from model import Model  # Nothing that parses models is loaded before the bytes are known.

    with tempfile.TemporaryDirectory() as directory:
        model = Model(files, given.way, directory)
        if words is None:
            run_vectors(model, files, version.where)
        else:
            line("transfer", model.run(model.one(typed(words, model.inputs))))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Refused as refused:
        print(f"consume.py: {refused}", file=sys.stderr)
        sys.exit(refused.code)
