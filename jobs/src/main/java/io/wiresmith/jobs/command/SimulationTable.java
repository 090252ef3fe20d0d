package io.wiresmith.jobs.command;

import io.wiresmith.scheduler.schedule.Firings;
import io.wiresmith.scheduler.simulation.SimulatedWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a simulation came to, for people and for programs. */
final class SimulationTable {
  private static final List<String> ZONES =
      List.of("UTC", "America/New_York", "Europe/Berlin", "Asia/Kathmandu");

  private SimulationTable() {}

  static String of(List<SimulatedWeek> weeks, Instant from, int number) {
    long real = weeks.stream().filter(SimulatedWeek::real).count();
    long once = weeks.stream().filter(SimulatedWeek::once).count();
    return "%s%n%n%d weeks: %d done exactly once, %d not; %d real runs, %d with recorded steps.%nSundays at two in these weeks: %s"
        .formatted(
            weeks.stream().map(SimulationTable::row).collect(Collectors.joining("\n")),
            weeks.size(),
            once,
            weeks.size() - once,
            real,
            weeks.size() - real,
            firings(from, number));
  }

  /** How often a schedule of Sundays fires, by zone. */
  static Map<String, Integer> firings(Instant from, int weeks) {
    Map<String, Integer> firings = new TreeMap<>();
    for (String zone : ZONES) {
      Firings sundays = Firings.parse("0 0 2 ? * SUN", zone);
      Instant until = from.plus(Duration.ofDays(7L * weeks));
      firings.put(zone, sundays.within(from, until).size());
    }
    return firings;
  }

  static String row(SimulatedWeek week) {
    return "%s  %-8s  %-4s %-9s %-12s %d tries  %d published  %s"
        .formatted(
            week.until(),
            week.real() ? "real" : "recorded",
            week.once() ? "once" : "NOT",
            week.state(),
            week.verdict().isEmpty() ? "-" : week.verdict(),
            week.tries(),
            week.effects(),
            week.fault().words());
  }

  static Map<String, Object> json(SimulatedWeek week) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("until", week.until());
    json.put("real", week.real());
    json.put("fault", week.fault().name());
    json.put("tries", week.tries());
    json.put("state", week.state().name());
    json.put("verdict", week.verdict());
    json.put("published", week.effects());
    json.put("once", week.once());
    return json;
  }
}
