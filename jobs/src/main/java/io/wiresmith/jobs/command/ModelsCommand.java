package io.wiresmith.jobs.command;

import io.wiresmith.registry.DamagedVersion;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "models",
    description = "Show the versions and aliases of a registry; models prune removes old ones.",
    subcommands = ModelsPruneCommand.class)
final class ModelsCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private RegistryOption registry = new RegistryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ModelRegistry open = registry.open();
    List<RegisteredVersion> versions = open.list();
    List<DamagedVersion> damaged = open.damaged();
    List<Object> all = new ArrayList<>(versions);
    all.addAll(damaged);
    common.print(spec.commandLine().getOut(), all, () -> table(open, versions, damaged));
    return 0;
  }

  private static String table(
      ModelRegistry registry, List<RegisteredVersion> versions, List<DamagedVersion> damaged) {
    return versions.isEmpty() && damaged.isEmpty()
        ? "No models in " + registry.location() + ". Publish one: bin/wiresmith run --help"
        : Stream.concat(
                versions.stream().map(ModelsCommand::row),
                damaged.stream().map(it -> "%-20s DAMAGED  %s".formatted(it.id(), it.damage())))
            .collect(Collectors.joining("\n"));
  }

  private static String row(RegisteredVersion version) {
    return "%-20s %-8s %s  %s  %s"
        .formatted(
            version.id(),
            version.semVer(),
            version.createdAt().truncatedTo(ChronoUnit.SECONDS),
            version.modelSha256().substring(0, 12),
            String.join(", ", version.aliases()));
  }
}
