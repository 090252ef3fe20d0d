package io.wiresmith.jobs.command;

import io.wiresmith.jobs.datasets.PrunePlan;
import io.wiresmith.jobs.datasets.PruneRule;
import io.wiresmith.jobs.datasets.Pruning;
import io.wiresmith.jobs.datasets.StoredDataset;
import io.wiresmith.jobs.datasets.StoredQuarantine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "prune",
    description = {
      "Remove old datasets and the quarantines of their extractions.",
      "What the latest run of a model or a run that goes on uses stays, and so does",
      "what a dataset that stays was made from."
    })
final class DatasetsPruneCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Keep the newest N of each kind and model.")
  private @Nullable Integer keep;

  @Option(
      names = "--older-than",
      paramLabel = "30d",
      converter = DurationOption.class,
      description = "Keep what was written since; with --keep, what either keeps stays.")
  private @Nullable Duration olderThan;

  @Option(names = "--dry-run", description = "Only say what would be removed.")
  private boolean dryRun;

  @Override
  public Integer call() {
    PruneRule rule = new PruneRule(Optional.ofNullable(keep), Optional.ofNullable(olderThan));
    PrunePlan plan = new Pruning(common.workspace()).plan(rule, Instant.now());
    long bytes = plan.bytes();
    if (!dryRun) {
      plan.carryOut();
    }
    common.print(spec.commandLine().getOut(), json(plan, bytes), () -> table(plan, bytes));
    return 0;
  }

  private Map<String, Object> json(PrunePlan plan, long bytes) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dry_run", dryRun);
    json.put("freed_bytes", bytes);
    json.put("datasets", plan.datasets().stream().map(StoredDataset::toJson).toList());
    json.put("quarantines", plan.quarantines().stream().map(StoredQuarantine::name).toList());
    Map<String, String> needed = new LinkedHashMap<>();
    plan.needed().forEach((dataset, why) -> needed.put(dataset.sha256(), why));
    json.put("needed", needed);
    return json;
  }

  private String table(PrunePlan plan, long bytes) {
    String verb = dryRun ? "would remove" : "removed";
    List<String> lines = new ArrayList<>();
    for (StoredDataset dataset : plan.datasets()) {
      lines.add("%s  %s".formatted(verb, name(dataset)));
    }
    for (StoredQuarantine quarantine : plan.quarantines()) {
      lines.add("%s  quarantine %s".formatted(verb, Amounts.shortened(quarantine.name(), 26)));
    }
    plan.needed()
        .forEach((dataset, why) -> lines.add("stays  %s: %s".formatted(name(dataset), why)));
    lines.add(
        "%s %d datasets and %d quarantines, %s"
            .formatted(
                verb, plan.datasets().size(), plan.quarantines().size(), Amounts.bytes(bytes)));
    return String.join("\n", lines);
  }

  private static String name(StoredDataset dataset) {
    return "%s %s %s"
        .formatted(dataset.manifest().kind().id(), dataset.manifest().model(), dataset.brief());
  }
}
