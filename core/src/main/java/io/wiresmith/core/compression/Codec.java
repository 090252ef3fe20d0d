package io.wiresmith.core.compression;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The codecs to choose from, in the order of every model's {@code probabilities}. */
public enum Codec {
  /** Delta and dictionary encoding. */
  HDE,
  /** Multi-stream transfer with light compression. */
  AMST,
  /** The standard path, plain Zstandard. */
  NONE;

  /** The name in telemetry, labels and decisions. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names in order. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Codec::id).toList();
  }

  /** Telemetry field: megabytes after compression. */
  public String compressedMbField() {
    return id() + "_compressed_mb";
  }

  /** Telemetry field: milliseconds of compression. */
  public String compressMillisField() {
    return id() + "_compress_ms";
  }

  /** Column of the labelled dataset: cost in milliseconds. */
  public String costColumn() {
    return "cost_" + id();
  }
}
