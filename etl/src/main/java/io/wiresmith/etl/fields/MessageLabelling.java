package io.wiresmith.etl.fields;

import static org.apache.spark.sql.functions.col;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.fields.LabelledCapture;
import io.wiresmith.core.fields.MessageTelemetry;
import io.wiresmith.etl.dataset.DatasetWriter;
import io.wiresmith.etl.dataset.Part;
import io.wiresmith.etl.dataset.Staging;
import io.wiresmith.etl.source.SparkFailures;
import io.wiresmith.etl.step.Purpose;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * The step that turns a raw dataset of messages into one that is divided and free of duplicates.
 */
record MessageLabelling(MessageRules rules, Purpose purpose, String codeRevision) {
  DatasetRef run(SparkSession spark, DatasetRef raw, DatasetStore datasets) {
    Dataset<Row> read = spark.read().parquet(raw.files());
    Map<String, DatasetPart> parts = SparkFailures.unwrapped(() -> parts(read));
    Dataset<Row> judged =
        new JudgedMessages(rules, purpose)
            .of(spark, read, parts)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return SparkFailures.unwrapped(() -> written(judged, raw, datasets));
    } finally {
      judged.unpersist();
    }
  }

  /** For training the captures are divided; for an evaluation all of them judge. */
  private Map<String, DatasetPart> parts(Dataset<Row> raw) {
    Map<String, Set<String>> protocols = new TreeMap<>();
    List<Row> rows =
        raw.select(MessageTelemetry.PROTOCOL, MessageTelemetry.CAPTURE).distinct().collectAsList();
    for (Row row : rows) {
      protocols.computeIfAbsent(row.getString(0), key -> new TreeSet<>()).add(row.getString(1));
    }
    Map<String, DatasetPart> parts = CaptureParts.of(rules, protocols);
    if (purpose == Purpose.EVALUATION) {
      parts.replaceAll((capture, part) -> DatasetPart.TEST);
    }
    return parts;
  }

  private DatasetRef written(Dataset<Row> judged, DatasetRef raw, DatasetStore datasets) {
    Map<String, Double> facts = new TreeMap<>();
    Map<Outcome, Long> outcomes = counted(judged, facts);
    check(raw, facts);
    DatasetWriter writer =
        new DatasetWriter(
            datasets, DatasetKind.LABELLED, raw.manifest().model(), FieldsSchema.LABELLED);
    try (Staging staging = writer.stage()) {
      List<Part> parts =
          writer.write(
              judged.filter(col(JudgedMessages.OUTCOME).equalTo(Outcome.KEPT.name())), staging);
      return writer.commit(
          parts, staging, written -> manifest(writer, written, raw, law(raw, outcomes), facts));
    }
  }

  private static Map<Outcome, Long> counted(Dataset<Row> judged, Map<String, Double> facts) {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (DatasetPart part : DatasetPart.values()) {
      facts.put("messages " + part.id(), 0.0);
    }
    List<Row> rows =
        judged.groupBy(JudgedMessages.OUTCOME, LabelledCapture.PART).count().collectAsList();
    for (Row row : rows) {
      Outcome outcome = Outcome.valueOf(row.getString(0));
      outcomes.merge(outcome, row.getLong(2), Long::sum);
      String fact = outcome == Outcome.KEPT ? "messages " + row.getString(1) : outcome.id();
      facts.merge(fact, (double) row.getLong(2), Double::sum);
    }
    return outcomes;
  }

  /** Every message of the raw dataset is kept, merged, or left out by a rule that has a name. */
  private static RowCounts law(DatasetRef raw, Map<Outcome, Long> outcomes) {
    long kept = outcomes.getOrDefault(Outcome.KEPT, 0L);
    long merged = outcomes.getOrDefault(Outcome.MERGED, 0L);
    long skipped = outcomes.values().stream().mapToLong(Long::longValue).sum() - kept - merged;
    return new RowCounts(raw.rows(), skipped, raw.rows() - skipped, kept, 0, merged);
  }

  private DatasetManifest manifest(
      DatasetWriter writer,
      DatasetWriter.Written written,
      DatasetRef raw,
      RowCounts counts,
      Map<String, Double> facts) {
    return new DatasetManifest(
        writer.kind(),
        writer.model(),
        written.sha256(),
        written.files(),
        writer.schema(),
        raw.window(),
        raw.manifest().source(),
        counts,
        Map.of(),
        Map.of(),
        List.of(raw.sha256()),
        codeRevision,
        facts);
  }

  private void check(DatasetRef raw, Map<String, Double> facts) {
    List<String> empty =
        Arrays.stream(DatasetPart.values())
            .map(DatasetPart::id)
            .filter(part -> facts.getOrDefault("messages " + part, 0.0) == 0)
            .toList();
    boolean enough =
        switch (purpose) {
          case TRAINING -> empty.isEmpty();
          case EVALUATION -> !empty.contains(DatasetPart.TEST.id());
        };
    if (!enough) {
      throw new WiresmithException(
          ErrorCode.DATA_QUALITY,
          "Dataset %s has no message for %s: %s. A training needs a protocol with three captures or more (key 'file' of the lines, tag 'capture' of the telemetry); see labels.fields."
              .formatted(raw.sha256().substring(0, 12), String.join(" and ", empty), facts));
    }
  }
}
