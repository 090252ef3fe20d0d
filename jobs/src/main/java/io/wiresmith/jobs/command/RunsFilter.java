package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.run.RunRecord;
import io.wiresmith.core.run.RunStore;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.RunQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Lists windows of one ledger, then the runs of the workspace that none of its windows asked for.
 */
final class RunsFilter {
  @Mixin private LedgerOption ledger = new LedgerOption();

  @Option(names = "--model", paramLabel = "M", description = "Only this model.")
  private @Nullable String model;

  @Option(names = "--schedule", paramLabel = "NAME", description = "Only this schedule.")
  private @Nullable String schedule;

  @Option(
      names = "--state",
      paramLabel = "S",
      description = "Only what is in this state: ${COMPLETION-CANDIDATES}.")
  private @Nullable LedgerState state;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Instants.class,
      description = "Only windows that end at or after this.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = Instants.class,
      description = "Only windows that end before this.")
  private @Nullable Instant to;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Most windows (default ${DEFAULT-VALUE}).")
  private int limit = 100;

  int list(Common common, CommandSpec spec) {
    if (limit < 1) {
      throw new ParameterException(
          spec.commandLine(), "--limit is " + limit + "; required: 1 or more.");
    }
    Optional<RunLedger> existing = ledger.existing(common, common.settingsOfAnyKind());
    List<LedgerRun> windows = List.of();
    List<RunRecord> others = ofWindowsOnly() ? List.of() : runs(common);
    if (existing.isPresent()) {
      try (RunLedger open = existing.get()) {
        windows = open.list(query());
        others = ofNoWindow(others, open);
      }
    }
    print(common, spec, windows, others);
    return 0;
  }

  private void print(
      Common common, CommandSpec spec, List<LedgerRun> windows, List<RunRecord> others) {
    RunStore runs = common.workspace().runs();
    List<Object> json = new ArrayList<>();
    windows.forEach(window -> json.add(WindowRuns.json(window)));
    json.addAll(others);
    common.print(
        spec.commandLine().getOut(),
        json,
        () ->
            json.isEmpty()
                ? none()
                : Stream.concat(
                        windows.stream().map(WindowRuns::row),
                        others.stream().map(run -> RunsCommand.row(run, runs)))
                    .collect(Collectors.joining("\n")));
  }

  private String none() {
    return ofWindowsOnly() || model != null || state != null
        ? "No run matches. To see all, leave out --model, --schedule, --state, --from and --to."
        : "No runs yet. Start one: bin/wiresmith run --help";
  }

  private boolean ofWindowsOnly() {
    return schedule != null || from != null || to != null;
  }

  private List<RunRecord> runs(Common common) {
    RunStore runs = common.workspace().runs();
    return runs.list().stream()
        .filter(run -> model == null || run.model().id().equals(model))
        .filter(run -> state == null || RunsCommand.state(run, runs).equals(state.name()))
        .toList();
  }

  /** Those that no window asked for, listed above or not. */
  private static List<RunRecord> ofNoWindow(List<RunRecord> runs, RunLedger ledger) {
    Set<String> known =
        ledger.known(runs.stream().map(RunRecord::workKey).collect(Collectors.toSet()));
    return runs.stream().filter(run -> !known.contains(run.workKey())).toList();
  }

  private RunQuery query() {
    return new RunQuery(
        Optional.ofNullable(schedule),
        Optional.ofNullable(model).map(ModelKey::parse),
        Optional.ofNullable(state),
        Optional.ofNullable(from),
        Optional.ofNullable(to),
        limit,
        RunQuery.Order.CHANGED);
  }
}
