package io.wiresmith.etl.lineprotocol;

import io.wiresmith.core.telemetry.LineProtocolEncoder;
import io.wiresmith.core.telemetry.LineProtocolReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.unsafe.types.UTF8String;

/** The canonical text of a point's tags, kept for the sets that come again. Not thread-safe. */
final class TagSets {
  private static final int MOST = 10_000;

  private final Map<List<String>, UTF8String> known = new HashMap<>();

  UTF8String of(LineProtocolReader point) {
    List<String> set = new ArrayList<>(point.tags() * 2);
    for (int i = 0; i < point.tags(); i++) {
      set.add(point.tag(i));
      set.add(point.tagValue(i));
    }
    UTF8String text = known.get(set);
    if (text == null) {
      text = UTF8String.fromString(canonical(set));
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(set, text);
    }
    return text;
  }

  private static String canonical(List<String> set) {
    TreeMap<String, String> sorted = new TreeMap<>();
    for (int i = 0; i < set.size(); i += 2) {
      sorted.put(set.get(i), set.get(i + 1));
    }
    return LineProtocolEncoder.encodeTags(sorted.entrySet());
  }
}
