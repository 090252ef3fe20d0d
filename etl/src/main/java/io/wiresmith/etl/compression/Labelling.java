package io.wiresmith.etl.compression;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.LabelledTransfer;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.etl.dataset.DatasetWriter;
import io.wiresmith.etl.quality.Days;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.source.SparkFailures;
import io.wiresmith.etl.step.Purpose;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The step that turns a raw dataset into a labelled one. */
record Labelling(
    PenaltyProfiles penalties, Purpose purpose, QualityPolicy policy, String codeRevision) {
  private static final String TIES = "ties";

  DatasetRef run(SparkSession spark, DatasetRef raw, DatasetStore datasets) {
    Dataset<Row> labelled = new Oracle(penalties).label(spark.read().parquet(raw.files()));
    Map<Long, Long> days = new HashMap<>();
    Map<String, Double> facts = SparkFailures.unwrapped(() -> facts(labelled, days));
    List<LocalDate> empty =
        Days.without(raw.window(), day -> days.getOrDefault(day.toEpochDay(), 0L));
    facts.put("days without data", (double) empty.size());
    switch (purpose) {
      case TRAINING -> check(raw, facts, empty);
      case EVALUATION -> {}
    }
    DatasetWriter writer =
        new DatasetWriter(
            datasets, DatasetKind.LABELLED, raw.manifest().model(), CompressionSchema.LABELLED);
    return writer.derive(labelled, raw, codeRevision, facts);
  }

  private static Map<String, Double> facts(Dataset<Row> labelled, Map<Long, Long> days) {
    Map<String, Double> facts = new TreeMap<>();
    Dataset<Row> byDay =
        labelled
            .groupBy(
                expr("cast((time_ns - pmod(time_ns, 86400000000000L)) div 86400000000000L as bigint)")
                    .as("day"),
                col(LabelledTransfer.LABEL))
            .agg(count(lit(1)), count_if(col(LabelledTransfer.TIE)));
    Codec.ids().forEach(codec -> facts.put(rowsOf(codec), 0.0));
    facts.put(TIES, 0.0);
    for (Row row : byDay.collectAsList()) {
      days.merge(row.getLong(0), row.getLong(2), Long::sum);
      facts.merge(rowsOf(row.getString(1)), (double) row.getLong(2), Double::sum);
      facts.merge(TIES, (double) row.getLong(3), Double::sum);
    }
    return facts;
  }

  private static String rowsOf(String codec) {
    return "rows " + codec;
  }

  private void check(DatasetRef raw, Map<String, Double> facts, List<LocalDate> empty) {
    List<String> findings = new ArrayList<>();
    for (String codec : Codec.ids()) {
      double rows = facts.getOrDefault(rowsOf(codec), 0.0);
      if (rows < policy.minClassRows()) {
        findings.add(
            String.format(
                Locale.ROOT,
                "class %s has %.0f rows, at least %d are needed (quality.min-class-rows)",
                codec,
                rows,
                policy.minClassRows()));
      }
    }
    if (empty.size() > policy.maxEmptyDays()) {
      findings.add(
          String.format(
              Locale.ROOT,
              "%d days of the window %s have no data, at most %d may (quality.max-empty-days): %s",
              empty.size(),
              raw.window(),
              policy.maxEmptyDays(),
              empty.size() > 10 ? empty.subList(0, 10) + " ..." : empty));
    }
    if (!findings.isEmpty()) {
      throw new WiresmithException(
          late(raw, empty) ? ErrorCode.DATA_LATE : ErrorCode.DATA_QUALITY,
          "Dataset %s cannot train: %s. The quality page of its extraction shows the days. Choose a window that is covered, or more telemetry."
              .formatted(raw.sha256().substring(0, 12), String.join("; ", findings)));
    }
  }

  /** The days at the end are missing, and more than may be: they may still come. */
  private boolean late(DatasetRef raw, List<LocalDate> empty) {
    return empty.size() > policy.maxEmptyDays() && Days.missesLast(raw.window(), empty);
  }
}
