package io.wiresmith.registry;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Interval;
import io.wiresmith.core.gate.Blessed;
import io.wiresmith.core.gate.GatePolicy;
import io.wiresmith.core.gate.TestingReport;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import java.nio.file.Path;
import java.util.Map;

/**
 * A registration of an artifact that only looks like one: enough for a registry, which never runs a
 * model.
 */
public record TestingRegistration(
    Path workspace,
    String runKey,
    String weights,
    String inputs,
    String code,
    double accuracy,
    int champion) {
  public static final ModelKey KEY = ModelKey.of(ModelId.COMPRESSION);

  /** One that was compared with no champion. */
  public TestingRegistration(
      Path workspace, String runKey, String weights, String inputs, String code, double accuracy) {
    this(workspace, runKey, weights, inputs, code, accuracy, 0);
  }

  /** The same, judged against the champion of that number. */
  public TestingRegistration against(int number) {
    return new TestingRegistration(workspace, runKey, weights, inputs, code, accuracy, number);
  }

  /** The registration that one run makes; another run key trains on other data. */
  public static TestingRegistration of(Path workspace, String runKey) {
    return new TestingRegistration(workspace, runKey, "weights of " + runKey, "rtt_ms", "a1", .95);
  }

  TestingRegistration inputs(String changed) {
    return new TestingRegistration(workspace, runKey, weights, changed, code, accuracy);
  }

  TestingRegistration code(String changed) {
    return new TestingRegistration(workspace, runKey, weights, inputs, changed, accuracy);
  }

  TestingRegistration accuracy(double changed) {
    return new TestingRegistration(workspace, runKey, weights, inputs, code, changed);
  }

  /** Writes the artifact, judges it and puts both together. */
  public Registration build() {
    Artifact artifact = artifact();
    TestingReport testing =
        TestingReport.sound().model(artifact.modelSha256()).metric("accuracy", accuracy);
    EvaluationReport report = (champion == 0 ? testing : testing.against(better())).build();
    Path evaluation = workspace.resolve("evaluation-" + runKey);
    AtomicFiles.write(evaluation.resolve(EvaluationReport.FILE), Json.bytes(report));
    AtomicFiles.write(evaluation.resolve("report.html"), "<p>Blessed</p>");
    return new Registration(
        blessed(report),
        artifact,
        runKey,
        Map.of("team", "edge"),
        Map.of(
            EvaluationReport.FILE,
            evaluation.resolve(EvaluationReport.FILE),
            "report.html",
            evaluation.resolve("report.html")));
  }

  private Comparison better() {
    Interval advantage = new Interval(.002, .001, .003);
    return new Comparison(
        KEY.id() + "@" + champion,
        "0".repeat(64),
        5000,
        40,
        Map.of("regret", advantage, "accuracy", advantage),
        "regret",
        Map.of());
  }

  static Blessed blessed(EvaluationReport report) {
    return (Blessed) new GatePolicy(TestingReport.THRESHOLDS).judge(report, report.modelSha256());
  }

  Artifact artifact() {
    Path directory = workspace.resolve("artifact-" + runKey);
    Map<String, String> files =
        Map.of(
            Artifact.MODEL,
            weights,
            Artifact.CONFORMANCE,
            "{\"vectors\": []}",
            Artifact.INPUT_EXAMPLE,
            "{}",
            Artifact.PROVENANCE,
            Json.text(
                Map.of(
                    "code_revision", code,
                    "config", Map.of("rounds", 200),
                    "dataset", Map.of("sha256", "dataset of " + runKey))),
            "MLmodel",
            "flavors:\n  onnx: {data: model.onnx}\nsignature:\n  inputs: '["
                + inputs
                + "]'\n"
                + "model_uuid: "
                + runKey
                + "\n",
            "conda.yaml",
            "name: wiresmith\n",
            "python_env.yaml",
            "python: 3.11\n",
            "requirements.txt",
            "onnxruntime\n");
    files.forEach((name, text) -> AtomicFiles.write(directory.resolve(name), text));
    return Artifact.commit(directory, KEY);
  }
}
