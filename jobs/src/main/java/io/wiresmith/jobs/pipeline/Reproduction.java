package io.wiresmith.jobs.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.HeldDirectory;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.core.run.Workspace;
import io.wiresmith.etl.step.Purpose;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a version again from its provenance and the telemetry, in a workspace that knows nothing of
 * it, and compares the bytes of every file.
 */
public final class Reproduction {
  private final HeldDirectory held;
  private final Job job;
  private final RegisteredVersion version;
  private final Map<String, byte[]> published = new TreeMap<>();
  private final RecordedWork recorded;

  /**
   * The reproduction of a version.
   *
   * @param inForce a job with the configuration in force; its workspace gets a hidden directory
   *     that is removed at the end
   * @throws WiresmithException of category INTEGRITY if the version is not what was registered
   */
  public Reproduction(Job inForce, ModelRegistry registry, RegisteredVersion version) {
    this.version = version;
    for (String file : version.files().keySet()) {
      if (!file.equals(Artifact.SIGNATURE)) { // No two signatures are equal.
        published.put(file, registry.fetch(version, file));
      }
    }
    recorded = new RecordedWork(provenance(published));
    Settings settings = recorded.settings(inForce.settings(), inForce.model().model().id());
    held = HeldDirectory.open(inForce.workspace().local(), ".reproduce-");
    job =
        new Job(
            inForce.model(),
            aside(inForce.workspace(), held.path()),
            settings,
            inForce.codeRevision(),
            inForce.sparks(),
            inForce.clock(),
            inForce.progress());
  }

  private static Workspace aside(Workspace workspace, Path local) {
    return workspace.root().equals(workspace.local())
        ? new Workspace(local)
        : new Workspace(workspace.root().resolve(String.valueOf(local.getFileName())), local);
  }

  private JsonNode provenance(Map<String, byte[]> files) {
    String file = Artifact.PROVENANCE;
    return Json.parse(
        files.getOrDefault(file, new byte[0]), JsonNode.class, version.id() + "/" + file);
  }

  /**
   * Works.
   *
   * @param telemetry where the telemetry is now
   * @param keep where to leave the artifact that was made, if anywhere
   */
  public ReproductionReport run(String telemetry, Optional<Path> keep) {
    try {
      return compared(telemetry, keep);
    } finally {
      held.close();
      AtomicFiles.deleteTree(job.workspace().root()); // Where it is on no disk of this machine.
    }
  }

  private ReproductionReport compared(String telemetry, Optional<Path> keep) {
    DatasetRef raw = told(extract(telemetry));
    DatasetRef labelled = told(new LabelStep(job).run(raw, Purpose.TRAINING));
    List<ReproductionReport.Difference> differences = new ArrayList<>();
    if (!labelled.sha256().equals(recorded.dataset())) { // Other data makes another model.
      recorded.raw().ifPresent(sha -> differ(differences, "raw dataset", sha, raw.sha256()));
      differ(differences, "dataset", recorded.dataset(), labelled.sha256());
      String code = recorded.provenance().path("code_revision").asText();
      differ(differences, "code_revision", code, job.codeRevision());
      return report(differences);
    }
    Artifact made =
        told(new TrainStep(job).run(labelled, recorded.config(), recorded.seed())).artifact();
    keep.ifPresent(directory -> copy(made, directory));
    Map<String, byte[]> files = made.files();
    compareProvenance(differences, provenance(files));
    TreeMap<String, byte[]> all = new TreeMap<>(published);
    files.forEach(all::putIfAbsent);
    all.remove(Artifact.SIGNATURE);
    all.keySet()
        .forEach(name -> differ(differences, name, digest(published, name), digest(files, name)));
    return report(differences);
  }

  private StepOutcome<DatasetRef> extract(String telemetry) {
    RunRequest request =
        new RunRequest(
            job.model(),
            telemetry,
            "",
            recorded.window().map(it -> Duration.between(it.from(), it.until())),
            recorded.window().map(it -> it.until()),
            "",
            Map.of());
    return new ExtractStep(job, request, TelemetryInput.of(telemetry))
        .run(job.workspace().root().resolve("quality.html"));
  }

  private <T> T told(StepOutcome<T> outcome) {
    job.progress().line(outcome.name() + ": " + outcome.message());
    return outcome.value();
  }

  private void compareProvenance(List<ReproductionReport.Difference> differences, JsonNode made) {
    Map<String, String> before = leaves(recorded.provenance(), "");
    Map<String, String> now = leaves(made, "");
    TreeMap<String, String> all = new TreeMap<>(before);
    all.putAll(now);
    all.keySet()
        .forEach(
            name ->
                differ(
                    differences,
                    name,
                    before.getOrDefault(name, "none"),
                    now.getOrDefault(name, "none")));
  }

  /** The values of a tree by their paths. */
  private static Map<String, String> leaves(JsonNode node, String path) {
    Map<String, String> leaves = new TreeMap<>();
    if (node.isObject()) {
      String prefix = path.isEmpty() ? "" : path + ".";
      node.properties().forEach(e -> leaves.putAll(leaves(e.getValue(), prefix + e.getKey())));
    } else {
      leaves.put(path, node.isTextual() ? node.asText() : node.toString());
    }
    return leaves;
  }

  private static void differ(
      List<ReproductionReport.Difference> differences, String what, String before, String now) {
    if (!before.equals(now)) {
      differences.add(new ReproductionReport.Difference(what, before, now));
    }
  }

  private static String digest(Map<String, byte[]> files, String name) {
    byte[] bytes = files.get(name);
    return bytes == null ? "none" : Sha256.of(bytes);
  }

  private ReproductionReport report(List<ReproductionReport.Difference> differences) {
    Map<String, String> digests = new TreeMap<>();
    published.forEach((name, bytes) -> digests.put(name, Sha256.of(bytes)));
    return new ReproductionReport(
        version.id(), version.modelSha256(), digests, differences, recorded.notRecorded());
  }

  private static void copy(Artifact made, Path directory) {
    made.files().forEach((name, bytes) -> AtomicFiles.write(directory.resolve(name), bytes));
  }
}
