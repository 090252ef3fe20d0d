package io.wiresmith.jobs.command;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an import did not take, and the law of quarantine.
 *
 * @param what is counted, for people
 * @param ratio the share of it that is refused
 * @param reasons what is refused by reason
 * @param quarantine name of the directory where it is kept
 */
record Refusals(String what, double ratio, Map<String, Long> reasons, String quarantine) {
  /** What is wrong, where the share is above the one that may be. */
  Optional<String> finding(Common common) {
    double most = common.settings(Map.of()).number("quality.max-quarantined-ratio");
    return ratio <= most
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%.2f %% of the %s are refused %s, at most %.2f %% may be (quality.max-quarantined-ratio)."
                    + " The others are written. Look at: bin/wiresmith datasets quarantine %s",
                100 * ratio,
                what,
                new TreeMap<>(reasons),
                100 * most,
                quarantine));
  }
}
