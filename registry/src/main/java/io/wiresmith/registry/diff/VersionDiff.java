package io.wiresmith.registry.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.Conformance;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs between two versions. All that is listed was verified by digest.
 *
 * @param before the first version, {@code <model>@<number>}
 * @param after the second version
 * @param versions SemVer, run and time of registration
 * @param metrics every metric of both evaluations, changed or not
 * @param intervals the 95 % intervals of those metrics that have one, as {@code [lower, upper]}
 * @param data dataset digest, windows and rows of the evaluations that differ
 * @param provenance what the trainings say of themselves and differs: config, code revision, data
 * @param bytes sizes of the files whose content differs
 * @param behaviour the second model on the conformance inputs of the first
 */
public record VersionDiff(
    String before,
    String after,
    List<Change> versions,
    List<Change> metrics,
    List<Change> intervals,
    List<Change> data,
    List<Change> provenance,
    List<Change> bytes,
    Behaviour behaviour) {
  private static final List<String> DATA =
      List.of("dataset", "trained", "tested", "rows", "overlap");

  /** Compares two versions of a registry. */
  public static VersionDiff of(
      ModelRegistry registry, RegisteredVersion before, RegisteredVersion after) {
    JsonNode one = evaluation(registry, before);
    JsonNode two = evaluation(registry, after);
    return new VersionDiff(
        before.id(),
        after.id(),
        changes(facts(before), facts(after), true),
        changes(one.path("metrics"), two.path("metrics"), false),
        intervals(one.path("intervals"), two.path("intervals")),
        changes(data(one), data(two), true),
        changes(provenance(registry, before), provenance(registry, after), true),
        sizes(registry, before, after),
        behaviour(registry, before, after));
  }

  private static List<Change> changes(JsonNode before, JsonNode after, boolean onlyChanged) {
    return Leaves.of(before).against(Leaves.of(after), onlyChanged);
  }

  private static List<Change> intervals(JsonNode before, JsonNode after) {
    Set<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    return names.stream()
        .map(name -> new Change(name, bounds(before.path(name)), bounds(after.path(name))))
        .toList();
  }

  private static JsonNode bounds(JsonNode interval) {
    JsonNode lower = interval.path("lower");
    JsonNode upper = interval.path("upper");
    return lower.isNumber() && upper.isNumber()
        ? Json.mapper().createArrayNode().add(lower).add(upper)
        : NullNode.instance;
  }

  private static JsonNode facts(RegisteredVersion version) {
    return Json.mapper()
        .createObjectNode()
        .put("semVer", version.semVer())
        .put("run", version.runId())
        .put("created", version.createdAt().toString());
  }

  private static JsonNode evaluation(ModelRegistry registry, RegisteredVersion version) {
    if (!version.runFiles().containsKey(EvaluationReport.FILE)) {
      return MissingNode.getInstance();
    }
    byte[] bytes = registry.fetchRunFile(version, EvaluationReport.FILE);
    return Json.parse(bytes, JsonNode.class, version.runId() + "/" + EvaluationReport.FILE);
  }

  private static JsonNode data(JsonNode evaluation) {
    ObjectNode data = Json.mapper().createObjectNode();
    for (String name : DATA) {
      if (evaluation.has(name)) {
        data.set(name, evaluation.get(name));
      }
    }
    return data;
  }

  private static JsonNode provenance(ModelRegistry registry, RegisteredVersion version) {
    byte[] bytes = registry.fetch(version, Artifact.PROVENANCE);
    return Json.parse(bytes, JsonNode.class, version.id() + "/" + Artifact.PROVENANCE);
  }

  private static List<Change> sizes(
      ModelRegistry registry, RegisteredVersion before, RegisteredVersion after) {
    Set<String> names = new TreeSet<>(before.files().keySet());
    names.addAll(after.files().keySet());
    ObjectNode one = Json.mapper().createObjectNode();
    ObjectNode two = Json.mapper().createObjectNode();
    for (String name : names) {
      boolean changed = !String.valueOf(before.files().get(name)).equals(after.files().get(name));
      if (changed && before.files().containsKey(name)) {
        one.put(name, registry.fetch(before, name).length);
      }
      if (changed && after.files().containsKey(name)) {
        two.put(name, registry.fetch(after, name).length);
      }
    }
    List<Change> sizes = new ArrayList<>();
    for (String name : names) {
      if (one.has(name) || two.has(name)) {
        sizes.add(new Change(name, size(one, name), size(two, name)));
      }
    }
    return sizes;
  }

  private static JsonNode size(ObjectNode sizes, String name) {
    JsonNode size = sizes.get(name);
    return size == null ? NullNode.instance : size;
  }

  private static Behaviour behaviour(
      ModelRegistry registry, RegisteredVersion before, RegisteredVersion after) {
    Conformance vectors =
        Conformance.parse(
            registry.fetch(before, Artifact.CONFORMANCE), before.id() + "/" + Artifact.CONFORMANCE);
    try (OnnxModel model = OnnxModel.load(registry.fetch(after, Artifact.MODEL))) {
      return Behaviour.of(vectors, model);
    }
  }

  /** A page for people. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(before + " -> " + after);
    section(lines, "version", versions);
    figures(lines);
    section(lines, "data", data);
    section(lines, "provenance", provenance);
    section(lines, "bytes", bytes);
    lines.add("behaviour");
    lines.addAll(behaviour.lines(before));
    return String.join("\n", lines) + "\n";
  }

  /** Each metric with the intervals that it has. */
  private void figures(List<String> lines) {
    lines.add(metrics.isEmpty() ? "metrics: equal" : "metrics, with 95 % intervals where known");
    for (Change metric : metrics) {
      String bounds =
          intervals.stream()
              .filter(interval -> interval.name().equals(metric.name()))
              .map(it -> "  " + bounds(it.before(), "none") + " -> " + bounds(it.after(), "none"))
              .findFirst()
              .orElse("");
      lines.add(metric.text() + bounds);
    }
  }

  private static String bounds(JsonNode bounds, String none) {
    return bounds.isArray()
        ? String.format(
            Locale.ROOT, "[%.6g, %.6g]", bounds.path(0).asDouble(), bounds.path(1).asDouble())
        : none;
  }

  private static void section(List<String> lines, String title, List<Change> changes) {
    lines.add(changes.isEmpty() ? title + ": equal" : title);
    changes.forEach(change -> lines.add(change.text()));
  }
}
