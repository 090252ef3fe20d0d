package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.Retention;
import io.wiresmith.registry.RetentionRule;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "prune",
    description = {
      "Remove old versions with their files and their runs.",
      "What an alias points at, the last champions and the newest version stay."
    })
final class ModelsPruneCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private RegistryOption registry = new RegistryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<model>", arity = "0..1", description = "One model (default: all).")
  private @Nullable String model;

  @Option(names = "--keep-last", paramLabel = "N", description = "Keep the newest N of each model.")
  private @Nullable Integer keepLast;

  @Option(
      names = "--older-than",
      paramLabel = "90d",
      converter = DurationOption.class,
      description = "Keep what was registered since; with --keep-last, what either keeps stays.")
  private @Nullable Duration olderThan;

  @Option(
      names = "--keep-champions",
      paramLabel = "K",
      defaultValue = "5",
      description = "Keep the last K champions of the history (default ${DEFAULT-VALUE}).")
  private int champions = 5;

  @Option(names = "--dry-run", description = "Only say what would be removed.")
  private boolean dryRun;

  @Override
  public Integer call() {
    if (keepLast == null && olderThan == null) {
      throw new WiresmithException(
          ErrorCode.USAGE, "Say what is old: --keep-last N or --older-than 90d.");
    }
    RetentionRule rule =
        new RetentionRule(
            keepLast == null ? 1 : keepLast, Optional.ofNullable(olderThan), champions);
    ModelRegistry open = registry.open();
    Retention retention = new Retention(open, rule);
    List<RegisteredVersion> removed = new ArrayList<>();
    Map<RegisteredVersion, String> needed = new LinkedHashMap<>();
    for (ModelKey key : keys(open)) {
      Retention.Plan plan = retention.plan(key, Instant.now());
      removed.addAll(dryRun ? plan.removable() : retention.carryOut(plan));
      needed.putAll(plan.needed());
    }
    common.print(spec.commandLine().getOut(), json(removed, needed), () -> table(removed, needed));
    return 0;
  }

  private List<ModelKey> keys(ModelRegistry open) {
    return model != null
        ? List.of(ModelKey.parse(model))
        : open.list().stream().map(RegisteredVersion::key).distinct().toList();
  }

  private Map<String, Object> json(
      List<RegisteredVersion> removed, Map<RegisteredVersion, String> needed) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dry_run", dryRun);
    json.put("versions", removed.stream().map(RegisteredVersion::id).toList());
    Map<String, String> stays = new LinkedHashMap<>();
    needed.forEach((version, why) -> stays.put(version.id(), why));
    json.put("needed", stays);
    return json;
  }

  private String table(List<RegisteredVersion> removed, Map<RegisteredVersion, String> needed) {
    String verb = dryRun ? "would remove" : "removed";
    List<String> lines = new ArrayList<>();
    removed.forEach(
        version ->
            lines.add(
                "%s  %s, run %s, registered %s"
                    .formatted(verb, version, version.runId(), version.createdAt())));
    needed.forEach((version, why) -> lines.add("stays  %s: %s".formatted(version, why)));
    lines.add("%s %d versions".formatted(verb, removed.size()));
    return String.join("\n", lines);
  }
}
