package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelId;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.jobs.config.Settings.Setting;
import io.wiresmith.jobs.config.TrainingDefaults;
import io.wiresmith.jobs.pipeline.Preflight;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "config",
    description = "Show the configuration in force and where each value is from.")
final class ConfigCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "show", arity = "0..1", defaultValue = "show", description = "show")
  private Action action = Action.SHOW;

  private enum Action {
    SHOW
  }

  @Override
  public Integer call() {
    Settings settings = common.settings(Map.of());
    for (ModelId model : ModelId.values()) {
      model.keys().forEach(key -> Preflight.check(settings, key));
    }
    switch (action) {
      case SHOW -> {
        Map<String, Setting> shown = new TreeMap<>(TrainingDefaults.all());
        shown.putAll(settings.shown());
        common.print(spec.commandLine().getOut(), shown, () -> table(shown));
      }
    }
    return 0;
  }

  private static String table(Map<String, Setting> shown) {
    return shown.entrySet().stream()
        .map(
            entry ->
                "%-60s %-12s %s"
                    .formatted(entry.getKey(), entry.getValue().value(), entry.getValue().origin()))
        .collect(Collectors.joining("\n"));
  }
}
