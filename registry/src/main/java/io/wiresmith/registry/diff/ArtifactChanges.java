package io.wiresmith.registry.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.Conformance;
import io.wiresmith.onnx.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What changed from one artifact to another, in a few lines for whoever reviews it. */
public final class ArtifactChanges {
  private static final int MOST_NAMED = 6;
  private static final List<String> DATA =
      List.of("dataset", "parents", "trained", "split", "rows");
  private static final List<String> CODE = List.of("code_revision", "libraries", "schema_version");
  private static final List<String> CONFIG = List.of("config", "labels", "seed", "features");

  private ArtifactChanges() {}

  /** Data, configuration, code, size, and decisions on the first one's conformance inputs. */
  public static List<String> lines(Artifact before, Artifact after) {
    List<Change> changes =
        Leaves.of(provenance(before)).against(Leaves.of(provenance(after)), true);
    List<String> lines = new ArrayList<>();
    lines.add("Data: " + changed(changes, DATA));
    lines.add("Configuration: " + changed(changes, CONFIG));
    lines.add("Code: " + changed(changes, CODE));
    byte[] model = after.readVerified(Artifact.MODEL);
    lines.add(
        String.format(
            Locale.ROOT,
            "Size of model.onnx: %,d bytes, was %,d",
            model.length,
            before.readVerified(Artifact.MODEL).length));
    lines.add(decisions(before, model));
    return lines;
  }

  private static JsonNode provenance(Artifact artifact) {
    return Json.parse(
        artifact.readVerified(Artifact.PROVENANCE),
        JsonNode.class,
        artifact.directory().resolve(Artifact.PROVENANCE).toString());
  }

  private static String changed(List<Change> changes, List<String> roots) {
    List<Change> mine =
        changes.stream().filter(change -> roots.contains(root(change.name()))).toList();
    String named =
        mine.stream()
            .limit(MOST_NAMED)
            .map(
                change ->
                    "%s %s → %s"
                        .formatted(change.name(), text(change.before()), text(change.after())))
            .collect(Collectors.joining(", "));
    if (mine.isEmpty()) {
      return "as before";
    }
    return mine.size() <= MOST_NAMED
        ? named
        : named + " and %d more".formatted(mine.size() - MOST_NAMED);
  }

  private static String root(String path) {
    return path.replaceFirst("[.\\[].*", "");
  }

  /** Digests by their first digits. */
  private static String text(JsonNode value) {
    String text = value.isNull() ? "none" : value.asText();
    return text.matches("[0-9a-f]{40,}") ? text.substring(0, 12) : text;
  }

  private static String decisions(Artifact before, byte[] model) {
    String where = before.directory().resolve(Artifact.CONFORMANCE).toString();
    Conformance vectors = Conformance.parse(before.readVerified(Artifact.CONFORMANCE), where);
    try (OnnxModel after = OnnxModel.load(model)) {
      Behaviour behaviour = Behaviour.of(vectors, after);
      String refused =
          behaviour.refused().isEmpty()
              ? ""
              : "; %d vectors cannot be compared".formatted(behaviour.refused().size());
      return "Decisions: %d of %d on its conformance inputs change%s"
          .formatted(behaviour.changed().size(), behaviour.decisions(), refused);
    }
  }
}
