package io.wiresmith.jobs.command;

import io.wiresmith.training.checkpoint.CheckpointName;
import io.wiresmith.training.checkpoint.CheckpointStore;
import io.wiresmith.training.checkpoint.KeepRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "prune",
    description = {
      "Remove old checkpoints. The newest, the latest and the one before it, the best of each",
      "version stay; so does one that is damaged, for a person to look at."
    })
final class CheckpointsPruneCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "5",
      description = "Keep the newest N, at least 5 (default ${DEFAULT-VALUE}).")
  private int keep = KeepRule.FEWEST;

  @Option(names = "--dry-run", description = "Only say what would be removed.")
  private boolean dryRun;

  @Override
  public Integer call() {
    CheckpointStore store = Checkpoints.of(common);
    KeepRule rule = new KeepRule(keep);
    List<CheckpointName> removed = dryRun ? store.removable(rule) : store.remove(rule);
    Map<String, Object> json =
        Map.of(
            "dry_run", dryRun, "removed", removed.stream().map(CheckpointName::toString).toList());
    common.print(spec.commandLine().getOut(), json, () -> table(removed));
    return 0;
  }

  private String table(List<CheckpointName> removed) {
    String verb = dryRun ? "would remove" : "removed";
    List<String> lines = new ArrayList<>();
    removed.forEach(name -> lines.add("%s  %s".formatted(verb, name)));
    lines.add("%s %d checkpoints".formatted(verb, removed.size()));
    return String.join("\n", lines);
  }
}
