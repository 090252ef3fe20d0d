package io.wiresmith.etl.step;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.telemetry.FieldSpec;
import io.wiresmith.etl.dataset.DatasetWriter;
import io.wiresmith.etl.dataset.Staging;
import io.wiresmith.etl.quality.QualityLaw;
import io.wiresmith.etl.quality.QualityPage;
import io.wiresmith.etl.quality.QualityPolicy;
import io.wiresmith.etl.quality.QualityReport;
import io.wiresmith.etl.quality.TimeBounds;
import io.wiresmith.etl.source.FieldRule;
import io.wiresmith.etl.source.TelemetryLayout;
import io.wiresmith.etl.source.TelemetrySource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * The extraction of one measurement, the same for every model: read, judged, united, stored.
 *
 * @param layout what is read
 * @param raw the columns of the dataset: those of the layout
 */
public record TelemetryExtraction(TelemetryLayout layout, List<ColumnSpec> raw) {
  /** Copies the list. */
  public TelemetryExtraction {
    raw = List.copyOf(raw);
  }

  /** The extraction of a measurement with those tags, fields and texts, in this order. */
  public static TelemetryExtraction of(
      String measurement, List<String> tags, List<FieldSpec> fields, List<String> texts) {
    List<FieldRule> rules =
        fields.stream()
            .map(
                field ->
                    new FieldRule(
                        field.name(),
                        field.unit(),
                        field.minimum(),
                        field.maximum(),
                        field.required()))
            .toList();
    List<ColumnSpec> columns = new ArrayList<>();
    columns.add(new ColumnSpec(TelemetryLayout.TIME_NS, ColumnSpec.ColumnType.LONG, "ns"));
    tags.forEach(tag -> columns.add(ColumnSpec.text(tag)));
    fields.forEach(
        field ->
            columns.add(new ColumnSpec(field.name(), ColumnSpec.ColumnType.DOUBLE, field.unit())));
    texts.forEach(text -> columns.add(ColumnSpec.text(text)));
    return new TelemetryExtraction(new TelemetryLayout(measurement, tags, rules, texts), columns);
  }

  /** As {@link ModelEtl#extract}. */
  public Extraction run(
      SparkSession spark,
      ExtractRequest request,
      QualityPolicy policy,
      Destination destination,
      Clock clock,
      Consumer<String> progress) {
    TelemetrySource source = request.source();
    progress.accept("Reading " + source.description());
    QualityLaw law =
        new QualityLaw(layout, TimeBounds.of(request.window(), request.until(), clock.instant()));
    DatasetWriter writer =
        new DatasetWriter(destination.datasets(), DatasetKind.RAW, request.model(), raw);
    try (Staging staging = writer.stage()) {
      QualityReport report =
          law.judge(spark, source, staging, writer.schema(), destination.quarantine());
      List<String> findings = report.findings(policy);
      AtomicFiles.write(destination.page(), QualityPage.html(report, findings));
      refuse(findings, destination, report);
      DatasetRef raw = commit(writer, staging, report, request.codeRevision());
      progress.accept(
          String.format(Locale.ROOT, "Kept %d rows of %d", raw.rows(), report.counts().read()));
      return new Extraction(
          raw, report.counts(), report.reasons(), destination.page(), destination.quarantine());
    }
  }

  private static void refuse(List<String> findings, Destination to, QualityReport report) {
    if (!findings.isEmpty()) {
      String kept =
          report.counts().quarantined() == 0
              ? ""
              : " The refused rows are in " + to.quarantine() + ".";
      throw new WiresmithException(
          report.late() ? ErrorCode.DATA_LATE : ErrorCode.DATA_QUALITY,
          "The telemetry is not sound enough: %s. See %s.%s Mend the source, or name other telemetry or another window."
              .formatted(String.join("; ", findings), to.page(), kept));
    }
  }

  private static DatasetRef commit(
      DatasetWriter writer, Staging staging, QualityReport report, String codeRevision) {
    return writer.commit(
        report.parts(),
        staging,
        written ->
            new DatasetManifest(
                writer.kind(),
                writer.model(),
                written.sha256(),
                written.files(),
                writer.schema(),
                report.window().orElseThrow(),
                report.description(),
                report.counts(),
                report.origins(),
                report.reasons(),
                List.of(),
                codeRevision,
                report.facts()));
  }
}
