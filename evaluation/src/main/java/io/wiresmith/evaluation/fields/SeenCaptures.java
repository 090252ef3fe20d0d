package io.wiresmith.evaluation.fields;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.Window;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.fields.MessageTelemetry;
import io.wiresmith.evaluation.contract.TrainedTime;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a model has seen, validation included, as its {@code provenance.json} says it: {@code
 * captures: [...]}.
 *
 * @param captures the files
 * @param time when their messages were captured
 */
record SeenCaptures(Set<String> captures, TrainedTime time) {
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
    return new SeenCaptures(captures, time);
  }

  /** Whether a message is of one of them. */
  boolean contain(JudgedMessage judged) {
    return captures.contains(judged.message().capture());
  }

  /** Rows of other captures. */
  Dataset<Row> unseen(Dataset<Row> rows) {
    return rows.filter(not(col(MessageTelemetry.CAPTURE).isin(captures.toArray())));
  }

  /** The time of the telemetry. */
  Window window() {
    return time.window();
  }

  /** The whole file. */
  JsonNode provenance() {
    return time.provenance();
  }
}
