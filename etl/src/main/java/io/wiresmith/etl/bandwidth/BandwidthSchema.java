package io.wiresmith.etl.bandwidth;

import io.wiresmith.core.bandwidth.LabelledLink;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.dataset.ColumnSpec.ColumnType;
import io.wiresmith.etl.step.TelemetryExtraction;
import java.util.ArrayList;
import java.util.List;

/** What is read of a link, and the columns of its datasets. */
final class BandwidthSchema {
  /** What is read, and the raw dataset. */
  static final TelemetryExtraction EXTRACTION =
      TelemetryExtraction.of(
          LinkTelemetry.MEASUREMENT, LinkTelemetry.TAGS, LinkTelemetry.FIELDS, List.of());

  /** The columns of the labelled dataset. */
  static final List<ColumnSpec> LABELLED = labelled();

  private BandwidthSchema() {}

  private static List<ColumnSpec> labelled() {
    List<ColumnSpec> columns = new ArrayList<>(EXTRACTION.raw());
    columns.add(new ColumnSpec(LabelledLink.SEGMENT, ColumnType.LONG, ""));
    columns.add(new ColumnSpec(LabelledLink.POSITION, ColumnType.LONG, ""));
    columns.add(new ColumnSpec(LabelledLink.STEP_SECONDS, ColumnType.DOUBLE, "s"));
    columns.add(new ColumnSpec(LabelledLink.NEXT_MBPS, ColumnType.DOUBLE, "Mbit/s"));
    columns.add(ColumnSpec.text(LabelledLink.PART));
    return List.copyOf(columns);
  }
}
