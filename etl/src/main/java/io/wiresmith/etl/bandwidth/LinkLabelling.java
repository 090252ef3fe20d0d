package io.wiresmith.etl.bandwidth;

import static org.apache.spark.sql.functions.col;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.bandwidth.LabelledLink;
import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.etl.dataset.DatasetWriter;
import io.wiresmith.etl.source.SparkFailures;
import io.wiresmith.etl.step.Purpose;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** The step that turns a raw dataset of links into a labelled one of one mode. */
record LinkLabelling(LinkRules rules, LinkMode mode, Purpose purpose, String codeRevision) {
  DatasetRef run(SparkSession spark, DatasetRef raw, DatasetStore datasets) {
    Dataset<Row> all = new LinkSteps(rules).of(spark.read().parquet(raw.files()));
    Dataset<Row> labelled = all.filter(col(LinkTelemetry.MODE).equalTo(mode.id()));
    Map<String, Double> facts = SparkFailures.unwrapped(() -> facts(all));
    check(raw, facts);
    DatasetWriter writer =
        new DatasetWriter(
            datasets, DatasetKind.LABELLED, raw.manifest().model(), BandwidthSchema.LABELLED);
    return writer.derive(labelled, raw, codeRevision, facts);
  }

  private Map<String, Double> facts(Dataset<Row> all) {
    Map<String, Double> facts = new TreeMap<>();
    for (DatasetPart part : DatasetPart.values()) {
      facts.put("links " + part.id(), 0.0);
      facts.put("targets " + part.id(), 0.0);
    }
    Dataset<Row> parts =
        all.groupBy(LinkTelemetry.MODE, LabelledLink.PART)
            .agg(
                functions.countDistinct(LinkTelemetry.SOURCE, LinkTelemetry.LINK),
                functions.count_if(functions.not(functions.isnan(col(LabelledLink.NEXT_MBPS)))),
                functions.count(functions.lit(1)));
    for (Row row : parts.collectAsList()) {
      if (row.getString(0).equals(mode.id())) {
        facts.merge("links " + row.getString(1), (double) row.getLong(2), Double::sum);
        facts.merge("targets " + row.getString(1), (double) row.getLong(3), Double::sum);
      } else {
        facts.merge("rows of other modes", (double) row.getLong(4), Double::sum);
      }
    }
    return facts;
  }

  private void check(DatasetRef raw, Map<String, Double> facts) {
    List<String> empty =
        java.util.Arrays.stream(DatasetPart.values())
            .map(DatasetPart::id)
            .filter(part -> facts.getOrDefault("targets " + part, 0.0) == 0)
            .toList();
    boolean enough =
        switch (purpose) {
          case TRAINING -> empty.isEmpty();
          case EVALUATION -> empty.size() < DatasetPart.values().length;
        };
    if (!enough) {
      throw new WiresmithException(
          ErrorCode.DATA_QUALITY,
          String.format(
              Locale.ROOT,
              "Dataset %s has no two neighbouring steps of a %s link for %s: %s. Each source needs three links of the mode or more; see the tag 'mode' and labels.bandwidth.gap-steps.",
              raw.sha256().substring(0, 12),
              mode.id(),
              String.join(" and ", empty),
              facts));
    }
  }
}
