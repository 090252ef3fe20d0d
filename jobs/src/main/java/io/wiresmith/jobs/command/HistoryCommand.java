package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelKey;
import io.wiresmith.registry.HistoryEntry;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "history", description = "Every move of every alias of a model: when, who, why.")
final class HistoryCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private RegistryOption registry = new RegistryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<model>", description = "Such as compression.")
  private String model = "";

  @Override
  public Integer call() {
    List<HistoryEntry> moves = registry.open().state(ModelKey.parse(model)).history();
    common.print(
        spec.commandLine().getOut(),
        moves,
        () ->
            moves.isEmpty()
                ? "No alias of " + model + " has moved yet."
                : moves.stream().map(HistoryCommand::row).collect(Collectors.joining("\n")));
    return 0;
  }

  private static String row(HistoryEntry move) {
    return "%s  %-11s %4s -> %-4s %-9s %s  %s"
        .formatted(
            move.at().truncatedTo(ChronoUnit.SECONDS),
            move.alias(),
            number(move.from()),
            number(move.to()),
            move.action().name().toLowerCase(java.util.Locale.ROOT),
            move.by(),
            move.why());
  }

  private static String number(Optional<Integer> version) {
    return version.map(String::valueOf).orElse("-");
  }
}
