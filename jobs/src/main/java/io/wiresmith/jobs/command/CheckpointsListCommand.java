package io.wiresmith.jobs.command;

import io.wiresmith.training.checkpoint.CheckpointName;
import io.wiresmith.training.checkpoint.CheckpointStore;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "list", description = "All checkpoints of the workspace, the newest first.")
final class CheckpointsListCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return list(common, spec);
  }

  static int list(Common common, CommandSpec spec) {
    CheckpointStore store = Checkpoints.of(common);
    List<CheckpointName> names = store.names();
    Map<String, Object> json =
        Map.of("checkpoints", names.stream().map(name -> Checkpoints.json(store, name)).toList());
    common.print(spec.commandLine().getOut(), json, () -> table(store, names, Instant.now()));
    return 0;
  }

  private static String table(CheckpointStore store, List<CheckpointName> names, Instant now) {
    if (names.isEmpty()) {
      return "No checkpoints yet. A training keeps some: bin/wiresmith train --help";
    }
    return names.stream()
        .map(
            name ->
                String.format(
                    Locale.ROOT,
                    "%-6s  %-56s  F1 %.4f  %4s ago%s",
                    Checkpoints.isLatest(store, name) ? CheckpointStore.LATEST : "",
                    name,
                    name.f1(),
                    Amounts.since(name.instant(), now),
                    store.sound(name).isPresent() ? "" : "  damaged"))
        .collect(Collectors.joining("\n"));
  }
}
