package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.jobs.pipeline.Progress;
import io.wiresmith.jobs.schedule.GeneratedWork;
import io.wiresmith.scheduler.ledger.SqlLedger;
import io.wiresmith.scheduler.schedule.CatchUp;
import io.wiresmith.scheduler.schedule.Firings;
import io.wiresmith.scheduler.schedule.Schedule;
import io.wiresmith.scheduler.schedule.Schedules;
import io.wiresmith.scheduler.simulation.SimulatedWeek;
import io.wiresmith.scheduler.simulation.Simulation;
import io.wiresmith.scheduler.simulation.SimulationPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "simulate",
    description = {
      "Replay weeks of a schedule on a clock that is set, with two schedulers on one ledger and"
          + " with",
      "outages, late data, deaths at every step and clocks that go wrong; each week must be done"
          + " once.",
      "The first weeks are real runs of a small training on generated telemetry; the others go"
          + " through",
      "the same scheduler, ledger and processes with recorded steps. Exit code 1 if a week was not"
          + " once."
    })
final class SimulateCommand implements Callable<Integer> {
  private static final String LEDGER = "ledger.db";

  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      converter = Instants.class,
      description = "Beginning of the first week.")
  private Instant from = Instant.EPOCH;

  @Option(
      names = "--weeks",
      paramLabel = "N",
      defaultValue = "52",
      description = "How many (default ${DEFAULT-VALUE}).")
  private int weeks = 52;

  @Option(
      names = "--real",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many of them are real runs (default ${DEFAULT-VALUE}).")
  private int real = 4;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Seed of what goes wrong when, and of the telemetry (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "America/New_York",
      description = "Zone of the schedule, Sundays at two (default ${DEFAULT-VALUE}).")
  private String zone = "America/New_York";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Keep everything there, where no simulation has been yet (default: a temporary"
              + " directory that is removed).")
  private @Nullable Path directory;

  @Option(names = "--verbose", description = "Tell on stderr what each scheduler says.")
  private boolean verbose;

  @Override
  public Integer call() throws IOException {
    if (weeks < 1 || weeks > 520) {
      throw new ParameterException(
          spec.commandLine(), "--weeks is " + weeks + "; required: 1 to 520.");
    }
    if (directory != null && Files.exists(directory.resolve(LEDGER))) {
      throw new ParameterException(
          spec.commandLine(),
          "--dir %s holds the ledger of an earlier simulation (%s), whose weeks would count as done. Name another or an empty directory."
              .formatted(directory, LEDGER));
    }
    Settings settings = common.settings(GeneratedWork.SMALL);
    Schedule schedule = schedule();
    SimulationPlan plan = SimulationPlan.of(schedule, from, weeks, real, seed);
    boolean kept = directory != null;
    Path place =
        directory != null
            ? AtomicFiles.directory(directory.toAbsolutePath())
            : Files.createTempDirectory("wiresmith-simulate-");
    List<SimulatedWeek> lived = lived(plan, settings, place);
    boolean once = lived.stream().allMatch(SimulatedWeek::once);
    print(lived, once, place);
    if (!kept && once) {
      AtomicFiles.deleteTree(place);
    }
    return once ? 0 : 1;
  }

  private Schedule schedule() {
    return new Schedule(
        "simulated",
        ModelKey.of(ModelId.COMPRESSION),
        Firings.parse("0 0 2 ? * SUN", zone),
        Duration.ofDays(30),
        CatchUp.ALL,
        true,
        Optional.empty(),
        Optional.empty());
  }

  private List<SimulatedWeek> lived(SimulationPlan plan, Settings settings, Path place) {
    Progress progress = new Progress(spec.commandLine().getErr());
    Consumer<String> told = verbose ? progress::line : line -> {};
    Map<String, String> flags = new LinkedHashMap<>(common.flags());
    flags.putAll(GeneratedWork.SMALL);
    GeneratedWork work =
        new GeneratedWork(
            place,
            new Schedules(List.of(plan.schedule())),
            seed,
            new GeneratedWork.Configured(
                common.configFile().toAbsolutePath().toString(), flags, settings),
            progress);
    String ledger = place.resolve(LEDGER).toString();
    try (Simulation simulation =
        new Simulation(plan, place, work, clock -> SqlLedger.open(ledger, Map.of(), clock), told)) {
      return simulation.run(week -> progress.line(SimulationTable.row(week)));
    }
  }

  private void print(List<SimulatedWeek> lived, boolean once, Path place) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("once", once);
    json.put("weeks", lived.stream().map(SimulationTable::json).toList());
    json.put("firings", SimulationTable.firings(from, weeks));
    json.put("ledger", place.resolve(LEDGER).toString());
    common.print(spec.commandLine().getOut(), json, () -> SimulationTable.of(lived, from, weeks));
  }
}
