package io.wiresmith.jobs.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.gate.Verdict;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.RunTracker;
import io.wiresmith.evaluation.report.ReportPage;
import io.wiresmith.evaluation.report.ReportPictures;
import io.wiresmith.training.contract.TrainedArtifact;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a run that a reviewer looks at; they go with the version into the registry.
 *
 * @param all file name to file
 */
record RunFiles(Map<String, Path> all) {
  /** The name of the report. */
  static final String REPORT = "report.html";

  /**
   * An evaluation and what the gate said of it.
   *
   * @param report what was found
   * @param verdict the gate's
   */
  record Judged(EvaluationReport report, Verdict verdict) {}

  /** Copies the map. */
  RunFiles {
    all = Map.copyOf(all);
  }

  /** Puts them into the run's directory, with other files of the run that are there. */
  static RunFiles write(Path directory, Judged judged, List<Path> more) {
    JsonNode training =
        more.stream()
            .filter(file -> file.endsWith(TrainedArtifact.REPORT))
            .findFirst()
            .map(Json::tree)
            .orElseGet(() -> Json.mapper().missingNode());
    Map<String, Path> files = new TreeMap<>();
    String html = ReportPage.html(judged.report(), judged.verdict(), training);
    put(files, directory.resolve(REPORT), html.getBytes(StandardCharsets.UTF_8));
    put(files, directory.resolve(EvaluationReport.FILE), Json.bytes(judged.report()));
    for (Path file : more) {
      if (Files.isRegularFile(file)) {
        put(files, directory.resolve(file.getFileName().toString()), AtomicFiles.read(file));
      }
    }
    return new RunFiles(files);
  }

  /** Shows the pictures; the report too where no version will hold it. */
  void show(RunTracker tracker, boolean published) {
    byte[] html = AtomicFiles.read(report());
    ReportPictures.of(new String(html, StandardCharsets.UTF_8))
        .forEach(
            (name, svg) ->
                tracker.file("plots/" + name + ".svg", svg.getBytes(StandardCharsets.UTF_8)));
    if (!published) {
      tracker.file(REPORT, html);
    }
  }

  /** The report for reviewers. */
  Path report() {
    return all.getOrDefault(REPORT, Path.of(REPORT));
  }

  private static void put(Map<String, Path> files, Path file, byte[] bytes) {
    AtomicFiles.write(file, bytes);
    files.put(file.getFileName().toString(), file);
  }
}
