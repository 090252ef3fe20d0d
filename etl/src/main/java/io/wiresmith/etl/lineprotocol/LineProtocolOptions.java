package io.wiresmith.etl.lineprotocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.etl.source.TelemetryLayout;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * The options of the source {@code lineprotocol}.
 *
 * @param paths files and directories
 * @param measurement the one measurement to read
 * @param tags which columns of the schema are tags
 * @param precision unit of the timestamps
 * @param keepRefused whether refused lines are rows (with nothing but their provenance)
 * @param schema the columns that were asked for
 */
record LineProtocolOptions(
    List<String> paths,
    String measurement,
    Set<String> tags,
    Precision precision,
    boolean keepRefused,
    StructType schema)
    implements Serializable {
  static final String MEASUREMENT = "measurement";
  static final String TAGS = "tags";
  static final String PRECISION = "precision";
  static final String REFUSED = "refused";

  static LineProtocolOptions of(Map<String, String> options, StructType schema) {
    String measurement = options.get(MEASUREMENT);
    if (measurement == null || measurement.isEmpty()) {
      throw invalid("no option 'measurement'", ".option(\"measurement\", NAME)");
    }
    String refused = options.getOrDefault(REFUSED, "keep");
    if (!refused.equals("keep") && !refused.equals("drop")) {
      throw invalid("option refused=" + refused, "keep or drop");
    }
    List<String> fields = List.of(schema.fieldNames());
    if (!fields.contains(TelemetryLayout.TIME_NS)) {
      throw invalid("a schema without time_ns", "a column time_ns of type long");
    }
    return new LineProtocolOptions(
        paths(options),
        measurement,
        Set.copyOf(tags(options.getOrDefault(TAGS, ""))),
        Precision.of(options.getOrDefault(PRECISION, "ns")),
        refused.equals("keep"),
        schema);
  }

  private static List<String> tags(String list) {
    return Arrays.stream(list.split("[,\n]"))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .toList();
  }

  private static List<String> paths(Map<String, String> options) {
    List<String> paths = new ArrayList<>();
    String one = options.get("path");
    if (one != null) {
      paths.add(one);
    }
    String several = options.get("paths");
    if (several != null) {
      try {
        paths.addAll(List.of(Json.mapper().readValue(several, String[].class)));
      } catch (JsonProcessingException e) {
        throw new WiresmithException(
            ErrorCode.INVALID_INPUT, "Option paths is no JSON list of texts: " + several, e);
      }
    }
    return List.copyOf(paths);
  }

  private static WiresmithException invalid(String found, String required) {
    return new WiresmithException(
        ErrorCode.INVALID_INPUT,
        "The source lineprotocol was given " + found + ". Required: " + required + ".");
  }
}
