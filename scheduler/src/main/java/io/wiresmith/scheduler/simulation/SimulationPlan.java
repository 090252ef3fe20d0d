package io.wiresmith.scheduler.simulation;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which weeks are simulated and what goes wrong in them.
 *
 * @param schedule fires once a week
 * @param firings the firings, the oldest first
 * @param real those that are run for real, without faults
 * @param faults what goes wrong, by firing
 */
public record SimulationPlan(
    Schedule schedule, List<Instant> firings, Set<Instant> real, Map<Instant, Fault> faults) {
  /** Copies the collections. */
  public SimulationPlan {
    firings = List.copyOf(firings);
    real = Set.copyOf(real);
    faults = Map.copyOf(faults);
  }

  /**
   * Plans weeks from a time: the first are real, two of three others have a fault, each fault as
   * often as the others.
   *
   * @throws WiresmithException {@code USAGE} if the schedule does not fire once a week
   */
  public static SimulationPlan of(Schedule schedule, Instant from, int weeks, int real, long seed) {
    List<Instant> firings = schedule.firings().within(from, from.plus(Duration.ofDays(7L * weeks)));
    if (firings.size() != weeks || real > weeks || real < 0) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "'%s' fires %d times in the %d weeks from %s, %d of them real; required: once a week, and no more real weeks than weeks."
              .formatted(schedule.firings().cron(), firings.size(), weeks, from, real));
    }
    Set<Instant> realOnes = new TreeSet<>(firings.subList(0, real));
    List<Fault> faults = faults(weeks - real, new Random(seed));
    Map<Instant, Fault> planned = new LinkedHashMap<>();
    for (int i = real; i < weeks; i++) {
      planned.put(firings.get(i), faults.get(i - real));
    }
    return new SimulationPlan(schedule, firings, realOnes, planned);
  }

  private static List<Fault> faults(int weeks, Random random) {
    List<Fault> wrong = new ArrayList<>(List.of(Fault.values()));
    wrong.remove(Fault.NONE);
    Collections.shuffle(wrong, random);
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < weeks; i++) {
      faults.add(i % 3 == 2 ? Fault.NONE : wrong.get((i - i / 3) % wrong.size()));
    }
    Collections.shuffle(faults, random);
    return faults;
  }

  /** What goes wrong at that firing. */
  public Fault fault(Instant firing) {
    return faults.getOrDefault(firing, Fault.NONE);
  }
}
