package io.wiresmith.training.fields;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.MessageDigests;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.core.io.Json;
import io.wiresmith.training.checkpoint.CheckpointManifest;
import io.wiresmith.training.contract.TrainingContext;
import io.wiresmith.training.sequence.SequenceExport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes every file of the artifact but its manifest.
 *
 * @param labelled what was trained on
 * @param config how
 * @param context seed and code
 * @param training what was learned from
 * @param validation what judged the epochs
 * @param checkpoint where the weights were kept, if they are not those of this very training
 */
record FieldsExport(
    DatasetRef labelled,
    FieldsTrainingConfig config,
    TrainingContext context,
    List<LabelledMessage> training,
    List<LabelledMessage> validation,
    Optional<CheckpointManifest> checkpoint) {
  /** Raised when inputs or outputs of the graph change. */
  static final String SCHEMA_VERSION = "1";

  /** The tags as a JSON array in the order of their ids. */
  static final String TAGS = "wiresmith.tags";

  /** The types as a JSON array in the order of their ids. */
  static final String TYPES = "wiresmith.types";

  /** Other machines may round exponentials differently. */
  private static final double CONFORMANCE_TOLERANCE = 1e-3;

  void write(Path directory, TaggerWeights weights, int epochs) {
    SequenceExport export = new SequenceExport(labelled, config, context, SCHEMA_VERSION);
    Map<String, String> metadata = export.metadata();
    metadata.put(TAGS, Json.line(TagScheme.FIELDS.names()));
    metadata.put(TYPES, Json.line(TagScheme.FIELDS.types()));
    byte[] model =
        weights.graph(metadata, "Finds the fields of messages of bytes: ends, types, confidence.");
    SequenceExport.write(
        directory,
        model,
        onnx -> new ConformanceMessages(onnx, validation).cases(),
        CONFORMANCE_TOLERANCE,
        export.provenance(epochs, this::seen));
  }

  private void seen(ObjectNode root) {
    checkpoint.ifPresent(it -> origin(root.putObject("checkpoint"), it));
    root.putObject("rows").put("training", training.size()).put("validation", validation.size());
    root.set("captures", Json.mapper().valueToTree(seen(LabelledMessage::capture)));
    root.put(MessageDigests.KEY, MessageDigests.of(learned()).text());
    root.set("protocols", Json.mapper().valueToTree(seen(LabelledMessage::protocol)));
  }

  private static void origin(ObjectNode node, CheckpointManifest checkpoint) {
    node.put("version", checkpoint.about().version()).put("sha256", checkpoint.sha256());
    checkpoint.about().data().forEach(node.putArray("datasets")::add);
  }

  private TreeSet<String> seen(Function<LabelledMessage, String> what) {
    return learned().stream().map(what).collect(Collectors.toCollection(TreeSet::new));
  }

  private List<LabelledMessage> learned() {
    return Stream.concat(training.stream(), validation.stream()).toList();
  }
}
