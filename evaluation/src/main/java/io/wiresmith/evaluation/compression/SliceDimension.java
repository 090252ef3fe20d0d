package io.wiresmith.evaluation.compression;

import io.wiresmith.core.telemetry.Nanos;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the test rows are divided by. */
enum SliceDimension {
  LINK_TYPE,
  REGION,
  NETWORK_MODE,
  SIZE,
  ENTROPY,
  MARGIN,
  DAY;

  private static final double[] SIZE_MB = {.01, .1, 1, 10, 100};
  private static final String[] SIZE_NAMES = {
    "under 10 kB", "10 to 100 kB", "100 kB to 1 MB", "1 to 10 MB", "10 to 100 MB", "over 100 MB"
  };
  private static final double[] BITS = {2, 4, 5, 6, 7};
  private static final String[] BITS_NAMES = {
    "under 2 bit", "2 to 4 bit", "4 to 5 bit", "5 to 6 bit", "6 to 7 bit", "7 to 8 bit"
  };
  private static final double[] MARGINS = {.02, .05, .1, .5};
  private static final String[] MARGIN_NAMES = {
    "under 2 %", "2 to 5 %", "5 to 10 %", "10 to 50 %", "over 50 %"
  };

  /** Its name in reports. */
  String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The rows of each part, the parts in their natural order. */
  Map<String, int[]> parts(JudgedRows rows) {
    Map<Part, int[]> parts =
        IntStream.range(0, rows.size())
            .boxed()
            .collect(
                Collectors.groupingBy(
                    row -> part(rows.at(row)),
                    TreeMap::new,
                    Collectors.collectingAndThen(
                        Collectors.toList(),
                        list -> list.stream().mapToInt(Integer::intValue).toArray())));
    Map<String, int[]> named = new java.util.LinkedHashMap<>();
    parts.forEach((part, members) -> named.put(part.name(), members));
    return named;
  }

  private Part part(JudgedRow row) {
    return switch (this) {
      case LINK_TYPE -> tag(row.linkType());
      case REGION -> tag(row.region());
      case NETWORK_MODE -> tag(row.networkMode());
      case SIZE -> bin(row.sizeMb(), SIZE_MB, SIZE_NAMES);
      case ENTROPY -> bin(row.entropy(), BITS, BITS_NAMES);
      case MARGIN -> bin(row.margin(), MARGINS, MARGIN_NAMES);
      case DAY -> tag(Nanos.instant(row.timeNs()).atZone(ZoneOffset.UTC).toLocalDate().toString());
    };
  }

  private static Part tag(String value) {
    return new Part(0, value.isEmpty() ? "unknown" : value);
  }

  /** The bin whose lower edge is the greatest that is not above the value. */
  private static Part bin(double value, double[] edges, String[] names) {
    int at = 0;
    while (at < edges.length && value >= edges[at]) {
      at++;
    }
    return new Part(at, names[at]);
  }

  private record Part(int order, String name) implements Comparable<Part> {
    @Override
    public int compareTo(Part other) {
      return order != other.order
          ? Integer.compare(order, other.order)
          : name.compareTo(other.name);
    }
  }
}
