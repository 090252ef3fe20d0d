"""The model of fields on labelled captures: fields, unseen protocols, cost of training, latency."""

import functools
import json
import os
import pathlib
import shutil

import fields_epoch
import fields_serving
import torch_pairs
from processes import HOME, WIRESMITH, WORK, fresh, java, run
from table import Row, figure, percent

CAPTURES = pathlib.Path(
    os.environ.get(
        "WIRESMITH_TEST_CAPTURES", HOME.parent / "shared" / "data" / "captures" / "labelled"
    )
)
MINUTES = 45
# Four of the protocols that count and have no sibling among the others, left out together.
UNSEEN = ("dhcp", "modbus", "ntp", "s7comm")
UNSEEN_EPOCHS = 8
MESSAGES = 10_000
GRIDS = ("every_byte", "grid_2", "grid_4")


def rows():
    torch_pairs.required()  # Not after an hour.
    return run_rows() + unseen_rows() + decode_rows() + latency_rows() + fields_epoch.rows()


def latency_rows():
    """Of the champion of this bench's last run, else of a new one."""
    made = WORK / "fields" / "registry"
    if not (made / "models").is_dir():
        trained()
    return fields_serving.rows(made)


@functools.cache
def trained():
    """A run on all labelled captures, in an empty workspace and registry."""
    check()
    work = fresh("fields")
    done = run(
        [WIRESMITH, "run", "fields", "--telemetry", CAPTURES, "--registry", work / "registry"]
        + ["--workspace", work / "workspace", "-o", "json"],
        allowed=(0, 10, 11),
    )
    (work / "run.json").write_text(done.out)
    return done


def check():
    if not CAPTURES.is_dir():
        raise RuntimeError(f"{CAPTURES} is not there; WIRESMITH_TEST_CAPTURES names another place")


def run_rows():
    done = trained()
    verdict = done.json()
    evaluation = json.loads((pathlib.Path(verdict["report"]).parent / "evaluation.json").read_text())
    metrics, minutes = evaluation["metrics"], done.seconds / 60
    worst = min(counted(evaluation), key=lambda part: part["metrics"]["boundary_f1"])
    reached = [
        metrics[name]
        for name in ("boundary_f1", "boundary_precision", "perfection", "type_accuracy")
    ]
    least = [0.91, 0.91, 0.85, 0.86]
    return [
        Row(
            "`run fields` on all labelled captures: time, peak resident memory",
            f"<= {MINUTES} min",
            f"{minutes:.1f} min, {done.peak_mb:,.0f} MB, {verdict['verdict']}",
            met=minutes <= MINUTES,
        ),
        Row(
            f"&nbsp; other captures of {int(metrics['protocols'])} protocols,"
            f" {evaluation['rows']:,} messages: boundary F1, precision, perfection, type accuracy",
            ">= .91, .91, .85, .86 (defined on captures that are not here)",
            ", ".join(map(figure, reached)),
            f"every byte / 2 / 4 / NEMESYS {beside(evaluation)}",
            all(map(float.__ge__, reached, least)),
        ),
        Row(
            "&nbsp; the worst of these protocols: boundary F1",
            ">= .75",
            f"{worst['value']} {figure(worst['metrics']['boundary_f1'])}",
            met=worst["metrics"]["boundary_f1"] >= 0.75,
        ),
        Row(
            "&nbsp; random bytes: false boundaries per position",
            "<= 5 %",
            percent(metrics["false_boundaries"]),
            met=metrics["false_boundaries"] <= 0.05,
        ),
        Row(
            "&nbsp; calibration error (ECE) of fields, of boundaries",
            "",
            f"{percent(metrics['ece'])}, {percent(metrics['ece_boundary'])}",
        ),
        latency(evaluation["details"]["latency"]),
    ]


def counted(evaluation):
    macro = evaluation["details"]["protocols"]["macro"]
    return [part for part in evaluation["slices"] if part["value"] in macro]


def beside(evaluation):
    baselines = evaluation["baselines"]
    return " / ".join(figure(baselines[name]["boundary_f1"]) for name in (*GRIDS, "nemesys"))


def latency(measured):
    each = measured["batch"]["p99Millis"] / measured["batchRows"]
    one = measured["oneRow"]["p99Millis"]
    return Row(
        f"&nbsp; ONNX Runtime, 1 thread, messages of {measured['bytes']} bytes, beside the run's own"
        f" JVM: p99 of one, of {measured['batchRows']} together for each",
        "<= 2 ms, <= 0.5 ms",
        f"{one:.2f} ms, {each:.3f} ms",
        met=one <= 2 and each <= 0.5,
    )


def unseen_rows():
    """Protocols that the training has never seen, and how they compare with the best grid."""
    check()
    work = fresh("fields-unseen")
    for kept, name in ((True, "others"), (False, "unseen")):
        (work / name).mkdir()
        for file in sorted(CAPTURES.glob("*.jsonl*")):
            if (file.name.split(".")[0] not in UNSEEN) == kept:
                shutil.copy(file, work / name)
    run(
        [WIRESMITH, "run", "fields", "--telemetry", work / "others"]
        + [f"-Dtraining.fields.num-epochs={UNSEEN_EPOCHS}", "-Dgate.fields.minimum.boundary_f1=0"]
        + ["--registry", work / "registry", "--workspace", work / "workspace", "-o", "json"],
        allowed=(0, 10, 11),
    )
    found = run(
        [WIRESMITH, "evaluate", "fields@champion", "--registry", work / "registry"]
        + ["--telemetry", work / "unseen", "--workspace", work / "workspace", "-o", "json"]
    ).json()
    f1, over = found["metrics"]["boundary_f1"], found["metrics"]["grid_advantage"]
    parts = {part["value"]: part["metrics"]["boundary_f1"] for part in found["slices"]}
    named = ", ".join(f"{name} {figure(parts[name])}" for name in UNSEEN if name in parts)
    return [
        Row(
            f"protocols never seen ({named}), left out of one training of {UNSEEN_EPOCHS} epochs:"
            " macro boundary F1, over the best grid",
            ">= .60, >= .05",
            f"{figure(f1)}, {over:+.3f}",
            f"every byte / 2 / 4 / NEMESYS {beside(found)}",
            f1 >= 0.60 and over >= 0.05,
        )
    ]


def decode_rows():
    found = java("onnx", "io.wiresmith.onnx.crf.DecodeBenchmark", MESSAGES).json()
    same, worst = found["same"] / found["messages"], found["worst"]
    return [
        Row(
            f"decoding in the graph against Viterbi and forward-backward in Java, {MESSAGES:,} seeded"
            " messages of up to 256 bytes: the same tags, greatest difference of a marginal",
            "100 %, <= 1e-5",
            f"{percent(same)}, {worst:.1e}",
            met=same == 1 and worst <= 1e-5,
        )
    ]
