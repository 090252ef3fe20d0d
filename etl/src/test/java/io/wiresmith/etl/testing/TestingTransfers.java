package io.wiresmith.etl.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Sound lines of transfers, to be spoilt on purpose. */
public final class TestingTransfers {
  /** 2026-11-01T00:00:00Z. */
  public static final long START = 1_793_491_200_000_000_000L;

  /** The day after {@link #START}. */
  public static final Instant NEXT_DAY = Instant.parse("2026-11-02T00:00:00Z");

  private TestingTransfers() {}

  /** The fields of the i-th transfer. */
  public static Map<String, String> fields(int i) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("rtt_ms", "" + (10 + i % 7));
    fields.put("bandwidth_mbps", "" + (100 + i % 13));
    fields.put("size_mb", "1.5");
    fields.put("entropy", "5.25");
    fields.put("compressibility_score", "0.5");
    fields.put("cpu_usage", "0.5");
    fields.put("memory_available_mb", "4000");
    fields.put("effective_bandwidth_mbps", "80");
    fields.put("hde_compressed_mb", "0.5");
    fields.put("hde_compress_ms", "8");
    fields.put("amst_compressed_mb", "0.7");
    fields.put("amst_compress_ms", "1");
    fields.put("none_compressed_mb", "0.6");
    fields.put("none_compress_ms", "6");
    fields.put("algorithm", "\"hde\"");
    return fields;
  }

  /** Measurement and tags of the i-th transfer. */
  public static String series(int i) {
    return "dwcp_transfer,link_type=wan,node=n1,region=eu-west,stream=s" + i % 5;
  }

  /** The time of the i-th transfer, one a minute. */
  public static long time(int i) {
    return START + i * 60_000_000_000L;
  }

  /** A sound line. */
  public static String line(int i) {
    return line(i, fields(i));
  }

  /** The i-th line with other fields. */
  public static String line(int i, Map<String, String> fields) {
    return series(i) + " " + joined(fields) + " " + time(i);
  }

  /** The i-th line with one field set otherwise, or left out where the value is empty. */
  public static String line(int i, String field, String value) {
    Map<String, String> fields = fields(i);
    if (value.isEmpty()) {
      fields.remove(field);
    } else {
      fields.put(field, value);
    }
    return line(i, fields);
  }

  /** Sound lines. */
  public static List<String> lines(int from, int to) {
    List<String> lines = new ArrayList<>();
    for (int i = from; i < to; i++) {
      lines.add(line(i));
    }
    return lines;
  }

  /** The i-th transfer as exports write it: one line for each field. */
  public static List<String> exported(int i) {
    return fields(i).entrySet().stream()
        .map(field -> line(i, Map.of(field.getKey(), field.getValue())))
        .toList();
  }

  private static String joined(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining(","));
  }

  /** Writes lines, as gzip where the name says so. */
  public static Path write(Path file, List<String> lines) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (OutputStream plain = Files.newOutputStream(file);
          OutputStream out =
              file.toString().endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
        out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
