package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.gate.Blessed;
import io.wiresmith.core.gate.GatePolicy;
import io.wiresmith.core.gate.Inconclusive;
import io.wiresmith.core.gate.Rejected;
import io.wiresmith.core.gate.Verdict;
import io.wiresmith.core.run.CommitGuard;
import io.wiresmith.core.run.RunTracker;
import io.wiresmith.core.run.WorkKey;
import io.wiresmith.core.signing.ArtifactSigner;
import io.wiresmith.jobs.config.GateSettings;
import io.wiresmith.jobs.config.SigningSettings;
import io.wiresmith.registry.Approvals;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.Promoted;
import io.wiresmith.registry.Promotion;
import io.wiresmith.registry.PromotionPolicy;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.Registration;
import io.wiresmith.registry.diff.ArtifactChanges;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Judges an evaluation again, and registers what is blessed; the alias moves last. */
final class PublishStep {
  private final Job job;
  private final ModelRegistry registry;
  private final CommitGuard guard;
  private final Optional<ArtifactSigner> signer;

  PublishStep(Job job, ModelRegistry registry, CommitGuard guard) {
    this.job = job;
    this.registry = registry;
    this.guard = guard;
    signer = SigningSettings.signer(job.settings());
  }

  /**
   * What publishing came to.
   *
   * @param verdict the gate's
   * @param settled what was registered, and where the alias stands now, if it was blessed
   */
  record Published(Verdict verdict, Optional<Settled> settled) {}

  /**
   * A version and where it stands.
   *
   * @param version the version
   * @param champion whether it is champion
   */
  record Settled(RegisteredVersion version, boolean champion) {}

  /**
   * What reviewers see of it.
   *
   * @param files the run's files
   * @param tracker who is shown the run
   * @param champion what it was compared with, if anything
   */
  record Reviewed(RunFiles files, RunTracker tracker, Optional<Artifact> champion) {}

  /** Judges; the same evaluation and thresholds always give the same verdict. */
  static Verdict judge(Job job, EvaluationReport report, Artifact artifact) {
    GatePolicy gate = new GatePolicy(GateSettings.of(job.settings(), job.model()));
    return gate.judge(report, artifact.modelSha256());
  }

  /** Registers under the run's key, so that the same run never registers twice. */
  Published publish(Verdict verdict, Artifact artifact, WorkKey runKey, Reviewed reviewed) {
    if (verdict instanceof Blessed blessed) {
      requireCompared(blessed.report());
      signer.ifPresent(it -> it.sign(artifact)); // One that was trained before may have none.
      guard.check();
      RegisteredVersion version =
          registry.register(
              new Registration(
                  blessed,
                  artifact,
                  runKey.value(),
                  Map.of(),
                  reviewed.files().all(),
                  reviewed.tracker().shownAs().orElse(""),
                  reviewed
                      .champion()
                      .map(before -> ArtifactChanges.lines(before, artifact))
                      .orElseGet(List::of)));
      return new Published(verdict, Optional.of(settle(version, blessed.report())));
    }
    return new Published(verdict, Optional.empty());
  }

  /** Moves the aliases as the policy says; idempotent. */
  Settled settle(RegisteredVersion version, EvaluationReport report) {
    guard.check();
    PromotionPolicy policy = PromotionPolicy.of(job.settings().text("promotion"));
    String user = System.getProperty("user.name", "unknown");
    Promoted promoted =
        new Promotion(registry, user).settle(version, policy, Promotion.judgedAgainst(report));
    if (policy == PromotionPolicy.APPROVAL) {
      new Approvals(registry, user).hint(version).ifPresent(job.progress()::line);
    }
    boolean champion =
        promoted.alias().equals(ModelRef.CHAMPION)
            && promoted.version().number() == version.number();
    return new Settled(version, champion);
  }

  /** Whether the champion of this moment is the one that the evaluation compared with. */
  boolean compared(EvaluationReport report) {
    return champion().equals(Promotion.judgedAgainst(report));
  }

  private void requireCompared(EvaluationReport report) {
    if (!compared(report)) {
      throw new WiresmithException(
          ErrorCode.GATE_INCONCLUSIVE,
          "The champion of %s in %s is version %s, but the evaluation compares with %s. Evaluate again."
              .formatted(
                  job.model(),
                  registry.location(),
                  champion().map(String::valueOf).orElse("none"),
                  report.comparison().map(Comparison::champion).orElse("none")));
    }
  }

  private Optional<Integer> champion() {
    return Optional.ofNullable(registry.aliases(job.model()).get(ModelRef.CHAMPION));
  }

  /** What a record keeps of it. */
  static Map<String, String> result(Published published) {
    Map<String, String> result = new TreeMap<>();
    result.put("verdict", published.verdict().name());
    published
        .settled()
        .ifPresent(it -> result.put("version", Integer.toString(it.version().number())));
    return result;
  }

  static String summary(Published published) {
    String version = published.settled().map(it -> it.version().toString()).orElse("");
    Verdict verdict = published.verdict();
    String first = verdict.reasons().isEmpty() ? "" : verdict.reasons().get(0);
    if (verdict instanceof Rejected || verdict instanceof Inconclusive) {
      return verdict.name() + ": " + first;
    }
    return verdict.name() + ", registered " + version;
  }
}
