package io.wiresmith.training.compression;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.telemetry.FieldSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named rows for parity and conformance: typical ones and every edge of every input. */
final class EdgeRows {
  private static final int PER_CLASS = 3;

  private EdgeRows() {}

  /** Some rows of each class, spread over time. */
  static Map<String, RawRow> typical(List<Transfer> rows) {
    Map<String, RawRow> result = new LinkedHashMap<>();
    for (Codec codec : Codec.values()) {
      List<Transfer> labelled =
          rows.stream().filter(row -> row.label() == codec.ordinal()).toList();
      int count = Math.min(PER_CLASS, labelled.size());
      for (int i = 0; i < count; i++) {
        result.put(
            "typical-" + codec.id() + "-" + (i + 1),
            RawRow.of(labelled.get(i * labelled.size() / count)));
      }
    }
    return result;
  }

  /** The edges that conformance shows, around one ordinary row. */
  static Map<String, RawRow> named(RawRow row) {
    Map<String, RawRow> edges = new LinkedHashMap<>();
    edges.put("missing-jitter", row.with(index(TransferTelemetry.JITTER_MS), Float.NaN));
    edges.put("missing-history", withoutHistory(row));
    edges.put("all-numbers-missing", allNumbers(row, Float.NaN));
    edges.put("all-numbers-infinite", allNumbers(row, Float.POSITIVE_INFINITY));
    edges.put("all-numbers-negative-infinity", allNumbers(row, Float.NEGATIVE_INFINITY));
    edges.put("all-numbers-zero", allNumbers(row, 0));
    edges.put(
        "infinite-bandwidth",
        row.with(index(TransferTelemetry.BANDWIDTH_MBPS), Float.POSITIVE_INFINITY));
    edges.put("unknown-link-type", row.withTag(0, "carrier-pigeon"));
    edges.put("missing-link-type", row.withTag(0, ""));
    edges.put("unknown-region", row.withTag(1, "atlantis"));
    edges.put("missing-tags", row.withTag(0, "").withTag(1, ""));
    return edges;
  }

  /** Every number of a row at each of its edges, one at a time. */
  static List<RawRow> exhaustive(RawRow row) {
    List<RawRow> rows = new ArrayList<>();
    for (FieldSpec field : TransferTelemetry.FIELDS) {
      int index = index(field.name());
      if (index < 0) {
        continue;
      }
      float least = (float) field.minimum();
      float most = (float) field.maximum();
      float[] edges = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        0f,
        -0f,
        Float.MIN_VALUE,
        Float.MAX_VALUE,
        least,
        Math.nextDown(least),
        most,
        Math.nextUp(most)
      };
      for (float edge : edges) {
        rows.add(row.with(index, edge));
      }
    }
    return rows;
  }

  private static RawRow withoutHistory(RawRow row) {
    RawRow result = row;
    for (String field :
        List.of(
            TransferTelemetry.HDE_RATIO,
            TransferTelemetry.HDE_DELTA_HIT_RATE,
            TransferTelemetry.AMST_TRANSFER_RATE_MBPS,
            TransferTelemetry.BASELINE_RATIO)) {
      result = result.with(index(field), Float.NaN);
    }
    return result;
  }

  private static RawRow allNumbers(RawRow row, float value) {
    float[] numbers = row.numbers().clone();
    Arrays.fill(numbers, value);
    return new RawRow(numbers, row.tags());
  }

  private static int index(String field) {
    return TransferTelemetry.inputFields().indexOf(field);
  }
}
