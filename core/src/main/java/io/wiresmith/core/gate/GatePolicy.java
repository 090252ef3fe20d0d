package io.wiresmith.core.gate;

import static io.wiresmith.core.gate.Figures.count;
import static io.wiresmith.core.gate.Finding.failed;
import static io.wiresmith.core.gate.Finding.passed;

import io.wiresmith.core.evaluation.EvaluationReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The gate, closed by default: whatever is missing, unknown or too small keeps it closed. The rules
 * are in {@code docs/reference/metrics.md}. Immutable, thread-safe.
 */
public final class GatePolicy {
  private final GateThresholds thresholds;

  /** A gate with those thresholds; none means that nothing passes. */
  public GatePolicy(GateThresholds thresholds) {
    this.thresholds = thresholds;
  }

  /**
   * Judges an evaluation. Pure: the same report and thresholds give the same verdict. Without a
   * champion the absolute thresholds decide alone.
   *
   * @param report what was found
   * @param modelSha256 digest of the {@code model.onnx} that is to be published; a report of
   *     another model is rejected
   */
  public Verdict judge(EvaluationReport report, String modelSha256) {
    List<Finding> findings = new ArrayList<>();
    findings.add(sameModel(report, modelSha256));
    findings.add(testRows(report));
    findings.add(overlap(report));
    findings.addAll(leaks(report));
    findings.addAll(new ThresholdRules(thresholds).apply(report));
    report
        .comparison()
        .ifPresent(found -> findings.addAll(new ChampionRules(thresholds).apply(found)));
    findings.sort(Comparator.comparing(Finding::outcome)); // stable, the worst outcome first
    return verdict(report, findings);
  }

  private static Verdict verdict(EvaluationReport report, List<Finding> findings) {
    return switch (findings.get(0).outcome()) {
      case FAILED -> new Rejected(findings);
      case UNDECIDED -> new Inconclusive(findings);
      case PASSED -> new Blessed(report, findings);
    };
  }

  private static Finding sameModel(EvaluationReport report, String modelSha256) {
    return report.modelSha256().equals(modelSha256) && !modelSha256.isEmpty()
        ? passed("The report is about this model, SHA-256 " + modelSha256 + ".")
        : failed(
            "The report is about the model %s, not about %s; evaluate this one."
                .formatted(report.modelSha256(), modelSha256));
  }

  private Finding testRows(EvaluationReport report) {
    if (thresholds.testRows() <= 0) {
      return failed("gate.test-rows is not configured; set the fewest rows that allow a verdict.");
    }
    String found = "The test has " + count(report.rows()) + " rows";
    return report.rows() >= thresholds.testRows()
        ? passed(found + "; at least " + count(thresholds.testRows()) + " are required.")
        : failed(found + ", fewer than the " + count(thresholds.testRows()) + " required.");
  }

  private static Finding overlap(EvaluationReport report) {
    return report.overlap() == 0
        ? passed("No test row was seen in the training, whose time is " + report.trained() + ".")
        : failed(
            "%s test rows were seen in the training, whose time is %s; none may."
                .formatted(count(report.overlap()), report.trained()));
  }

  private static List<Finding> leaks(EvaluationReport report) {
    return report.leaks().isEmpty()
        ? List.of(passed("No input knows what is only known afterwards."))
        : report.leaks().stream().map(leak -> failed("Leak: " + leak)).toList();
  }
}
