package io.wiresmith.jobs.imports;

import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.jobs.quarantine.QuarantineWriter;
import io.wiresmith.jobs.quarantine.RefusedRow;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What an import keeps in quarantine, counted by reason; of long lines the beginning. */
final class Refused {
  private static final int SHOWN = 200;

  private final QuarantineWriter quarantine;
  private final Map<String, Long> reasons = new TreeMap<>();

  Refused(QuarantineWriter quarantine) {
    this.quarantine = quarantine;
  }

  void put(Path file, long line, RefusalReason reason, String message, String raw) {
    String shown = raw.length() > SHOWN ? raw.substring(0, SHOWN) + "..." : raw;
    reasons.merge(reason.id(), 1L, Long::sum);
    quarantine.put(new RefusedRow(file.toString(), line, reason.id(), message, shown));
  }

  /** How many, by reason. */
  Map<String, Long> reasons() {
    return reasons;
  }
}
