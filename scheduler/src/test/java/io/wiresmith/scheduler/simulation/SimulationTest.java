package io.wiresmith.scheduler.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.scheduler.execution.WindowWork;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.SqlLedger;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.schedule.CatchUp;
import io.wiresmith.scheduler.schedule.TestingSchedules;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {
  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");

  private static final List<Fault> FAULTS = List.of(Fault.values());

  @TempDir Path directory;

  @Test
  void whateverGoesWrongEachWeekIsDoneOnce() {
    List<Instant> firings =
        SimulationPlan.of(TestingSchedules.sundays(CatchUp.ALL), FROM, Fault.values().length, 0, 1)
            .firings();
    Map<Instant, Fault> faults = new LinkedHashMap<>();
    for (Fault fault : Fault.values()) {
      faults.put(firings.get(FAULTS.indexOf(fault)), fault);
    }
    SimulationPlan plan =
        new SimulationPlan(TestingSchedules.sundays(CatchUp.ALL), firings, Set.of(), faults);

    List<SimulatedWeek> weeks = run(plan);

    assertThat(weeks).hasSize(Fault.values().length).allMatch(SimulatedWeek::once);
    assertThat(weeks).extracting(SimulatedWeek::fault).containsExactly(Fault.values());
    assertThat(tries(weeks, Fault.NONE)).isEqualTo(1);
    assertThat(tries(weeks, Fault.DEPENDENCY_DOWN)).isEqualTo(3);
    assertThat(tries(weeks, Fault.DEPENDENCY_DOWN_FOR_LONG)).isEqualTo(5);
    assertThat(tries(weeks, Fault.KILLED_IN_TRAIN)).isEqualTo(2);
    assertThat(tries(weeks, Fault.NODE_DIES_ITS_RUN_LIVES)).isEqualTo(2);
  }

  private static int tries(List<SimulatedWeek> weeks, Fault fault) {
    return weeks.get(FAULTS.indexOf(fault)).tries();
  }

  @Test
  void aWeekThatPublishedTwiceOrNotAtAllIsNotOnce() {
    assertThat(week(LedgerState.DONE, "blessed", 1).once()).isTrue();
    assertThat(week(LedgerState.DONE, "blessed", 2).once()).isFalse();
    assertThat(week(LedgerState.DONE, "blessed", 0).once()).isFalse();
    assertThat(week(LedgerState.DONE, "rejected", 0).once()).isTrue();
    assertThat(week(LedgerState.FAILED, "", 0).once()).isFalse();
  }

  @Test
  void aPlanHasEveryFaultAndTheSameSeedIsTheSamePlan() {
    SimulationPlan plan = SimulationPlan.of(TestingSchedules.sundays(CatchUp.ALL), FROM, 52, 4, 7);

    assertThat(plan.firings()).hasSize(52);
    assertThat(plan.real()).containsExactlyInAnyOrderElementsOf(plan.firings().subList(0, 4));
    assertThat(plan.faults().values()).containsAll(Arrays.asList(Fault.values()));
    assertThat(SimulationPlan.of(TestingSchedules.sundays(CatchUp.ALL), FROM, 52, 4, 7))
        .isEqualTo(plan);
    assertThatThrownBy(
            () -> SimulationPlan.of(TestingSchedules.sundays(CatchUp.ALL), FROM, 3, 4, 7))
        .hasMessageContaining("no more real weeks than weeks");
  }

  private static SimulatedWeek week(LedgerState state, String verdict, int effects) {
    return new SimulatedWeek(FROM, false, Fault.NONE, 1, state, verdict, effects);
  }

  private List<SimulatedWeek> run(SimulationPlan plan) {
    String file = directory.resolve("ledger.db").toString();
    try (Simulation simulation =
        new Simulation(
            plan,
            directory,
            new NothingReal(),
            clock -> SqlLedger.open(file, Map.of(), clock),
            line -> {})) {
      return simulation.run(week -> {});
    }
  }

  /** No window of these tests is run for real. */
  private static final class NothingReal implements RealWork {
    @Override
    public WindowWork work(WindowKey key) {
      throw new IllegalStateException("no window is real");
    }

    @Override
    public int effects(WindowKey key) {
      throw new IllegalStateException("no window is real");
    }
  }
}
