package io.wiresmith.evaluation.fields;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.Window;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.fields.MessageDigests;
import io.wiresmith.core.fields.MessageTelemetry;
import io.wiresmith.evaluation.contract.TrainedTime;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a model has seen, validation included, as its {@code provenance.json} says it: {@code
 * captures: [...], message_digests: ...}.
 *
 * @param captures the files
 * @param messages their messages; none where the artifact is older than their digests
 * @param time when their messages were captured
 */
record SeenCaptures(Set<String> captures, MessageDigests messages, TrainedTime time) {
  static SeenCaptures of(Artifact artifact) {
    TrainedTime time = TrainedTime.of(artifact);
    Set<String> captures = new TreeSet<>();
    time.provenance().path("captures").forEach(capture -> captures.add(capture.asText()));
    if (captures.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.CONFORMANCE_FAILED,
          artifact.directory().resolve(Artifact.PROVENANCE)
              + " does not name the captures of the training. Export it again.");
    }
    String digests = time.provenance().path(MessageDigests.KEY).asText();
    return new SeenCaptures(captures, MessageDigests.parse(digests, Artifact.PROVENANCE), time);
  }

  /** Whether a message is of one of the files, or has been seen under another name. */
  boolean contain(JudgedMessage judged) {
    return captures.contains(judged.message().capture()) || messages.contain(judged.message());
  }

  /** Whether a message has been seen, in a file of another name. */
  boolean renamed(JudgedMessage judged) {
    return !captures.contains(judged.message().capture()) && messages.contain(judged.message());
  }

  /** Rows of other captures. */
  Dataset<Row> unseen(Dataset<Row> rows) {
    return rows.filter(not(col(MessageTelemetry.CAPTURE).isin(captures.toArray())));
  }

  /** The time of the telemetry. */
  Window window() {
    return time.window();
  }

  /** The file but for the digests. */
  JsonNode provenance() {
    return time.provenance().<ObjectNode>deepCopy().without(MessageDigests.KEY);
  }
}
