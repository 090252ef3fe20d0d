package io.wiresmith.core.compression;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A transfer of the recorded example, with its costs at the penalty that ships. For the tests of
 * modules that do not see etl, which reads and labels for the product.
 *
 * @param timeNs nanoseconds since 1970
 * @param values tags and fields as they are written, without quotes
 */
public record ExampleTransfer(long timeNs, Map<String, String> values) {
  private static final Path RECORDED = Path.of("../examples/compression/transfers.lp.gz");

  /** Copies the values. */
  public ExampleTransfer {
    values = Map.copyOf(values);
  }

  /** Every transfer, as recorded. */
  public static List<ExampleTransfer> all() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(RECORDED)), StandardCharsets.UTF_8))) {
      return lines.lines().map(ExampleTransfer::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Good for the example's lines, which hold neither escapes nor blanks. */
  private static ExampleTransfer of(String line) {
    String[] parts = line.split(" ", 3);
    Map<String, String> values = new HashMap<>();
    for (String pair : (parts[0] + "," + parts[1]).split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(pair.substring(0, equals), pair.substring(equals + 1).replace("\"", ""));
      }
    }
    return new ExampleTransfer(Long.parseLong(parts[2]), values);
  }

  /** The same on another stream. */
  public ExampleTransfer on(String stream) {
    Map<String, String> changed = new HashMap<>(values);
    changed.put(TransferTelemetry.STREAM, stream);
    return new ExampleTransfer(timeNs, changed);
  }

  /** A tag, or a field of text; empty where it is missing. */
  public String text(String name) {
    return values.getOrDefault(name, "");
  }

  /** A field; NaN where it is missing. */
  public double number(String field) {
    return Double.parseDouble(values.getOrDefault(field, "NaN"));
  }

  /** The factor on compression time. */
  public double penalty() {
    return 1 + number(TransferTelemetry.CPU_USAGE);
  }

  /** What that codec costs, in milliseconds. */
  public double cost(Codec codec) {
    return TransferCost.millis(
        number(codec.compressedMbField()),
        number(TransferTelemetry.EFFECTIVE_BANDWIDTH_MBPS),
        number(codec.compressMillisField()),
        penalty());
  }
}
