package io.wiresmith.core.compression;

import io.wiresmith.core.telemetry.FieldSpec;
import io.wiresmith.core.telemetry.FieldSpec.Known;
import java.util.ArrayList;
import java.util.List;

/**
 * The telemetry measurement {@code dwcp_transfer}: one point for each transfer. What is known
 * before the transfer may be an input of a model; what is measured afterwards never.
 */
public final class TransferTelemetry {
  public static final String MEASUREMENT = "dwcp_transfer";

  public static final String LINK_TYPE = "link_type";
  public static final String REGION = "region";
  public static final String NODE = "node";
  public static final String STREAM = "stream";

  /** All tags; a missing one is the empty text. */
  public static final List<String> TAGS = List.of(LINK_TYPE, NODE, REGION, STREAM);

  /** The tags that a model may use. */
  public static final List<String> INPUT_TAGS = List.of(LINK_TYPE, REGION);

  public static final String RTT_MS = "rtt_ms";
  public static final String JITTER_MS = "jitter_ms";
  public static final String BANDWIDTH_MBPS = "bandwidth_mbps";
  public static final String SIZE_MB = "size_mb";
  public static final String ENTROPY = "entropy";
  public static final String COMPRESSIBILITY_SCORE = "compressibility_score";
  public static final String CPU_USAGE = "cpu_usage";
  public static final String MEMORY_AVAILABLE_MB = "memory_available_mb";
  public static final String HDE_RATIO = "hde_ratio";
  public static final String HDE_DELTA_HIT_RATE = "hde_delta_hit_rate";
  public static final String AMST_TRANSFER_RATE_MBPS = "amst_transfer_rate_mbps";
  public static final String BASELINE_RATIO = "baseline_ratio";

  public static final String EFFECTIVE_BANDWIDTH_MBPS = "effective_bandwidth_mbps";
  public static final String ALGORITHM = "algorithm";
  public static final String TRANSFER_MS = "transfer_ms";

  /** The numeric fields, in a fixed order. */
  public static final List<FieldSpec> FIELDS = fields();

  private TransferTelemetry() {}

  /** The numeric fields that a model may use, in the order of the graph's inputs. */
  public static List<String> inputFields() {
    return FIELDS.stream()
        .filter(field -> field.known() == Known.BEFORE)
        .map(FieldSpec::name)
        .toList();
  }

  /** Whether something is only measured after the transfer. */
  public static boolean measuredAfterwards(String name) {
    return name.equals(ALGORITHM)
        || FIELDS.stream()
            .anyMatch(field -> field.name().equals(name) && field.known() == Known.AFTER);
  }

  private static List<FieldSpec> fields() {
    List<FieldSpec> all = new ArrayList<>();
    all.add(FieldSpec.required(RTT_MS, "ms", 0, 600_000));
    all.add(FieldSpec.optional(JITTER_MS, "ms", 0, 600_000));
    all.add(FieldSpec.required(BANDWIDTH_MBPS, "Mbit/s", 0, 10_000_000));
    all.add(FieldSpec.required(SIZE_MB, "MB", 0, 10_000_000));
    all.add(FieldSpec.required(ENTROPY, "bit/byte", 0, 8));
    all.add(FieldSpec.required(COMPRESSIBILITY_SCORE, "", 0, 1));
    all.add(FieldSpec.required(CPU_USAGE, "", 0, 1));
    all.add(FieldSpec.required(MEMORY_AVAILABLE_MB, "MB", 0, 100_000_000));
    all.add(FieldSpec.optional(HDE_RATIO, "", 0, 1_000_000));
    all.add(FieldSpec.optional(HDE_DELTA_HIT_RATE, "%", 0, 100));
    all.add(FieldSpec.optional(AMST_TRANSFER_RATE_MBPS, "Mbit/s", 0, 10_000_000));
    all.add(FieldSpec.optional(BASELINE_RATIO, "", 0, 1_000_000));
    all.add(FieldSpec.measured(EFFECTIVE_BANDWIDTH_MBPS, "Mbit/s", 1e-9, 10_000_000));
    for (Codec codec : Codec.values()) {
      all.add(FieldSpec.measured(codec.compressedMbField(), "MB", 0, 10_000_000));
      all.add(FieldSpec.measured(codec.compressMillisField(), "ms", 0, 86_400_000));
    }
    all.add(new FieldSpec(TRANSFER_MS, "ms", 0, 86_400_000, false, Known.AFTER));
    return List.copyOf(all);
  }
}
