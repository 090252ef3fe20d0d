package io.wiresmith.jobs.command;

import io.wiresmith.core.Window;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.jobs.datasets.StoredDataset;
import io.wiresmith.jobs.datasets.StoredDatasets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "list", description = "All datasets of the workspace, the newest first.")
final class DatasetsListCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return list(common, spec);
  }

  static int list(Common common, CommandSpec spec) {
    StoredDatasets stored = StoredDatasets.in(common.workspace());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("datasets", stored.all().stream().map(StoredDataset::toJson).toList());
    json.put("damaged", stored.damaged().stream().map(Path::toString).toList());
    common.print(spec.commandLine().getOut(), json, () -> table(stored, Instant.now()));
    return 0;
  }

  private static String table(StoredDatasets stored, Instant now) {
    if (stored.all().isEmpty() && stored.damaged().isEmpty()) {
      return "No datasets yet. Make one: bin/wiresmith extract --help";
    }
    StringBuilder text = new StringBuilder();
    for (StoredDataset dataset : stored.all()) {
      text.append(row(dataset, now)).append('\n');
    }
    for (Path directory : stored.damaged()) {
      text.append("damaged   ").append(directory).append('\n');
    }
    return text.toString().stripTrailing();
  }

  private static String row(StoredDataset dataset, Instant now) {
    DatasetManifest manifest = dataset.manifest();
    return String.format(
        Locale.ROOT,
        "%-9s %-12s %s %,12d rows  %s  %9s  %4s ago  %s",
        manifest.kind().id(),
        manifest.model(),
        dataset.brief(),
        manifest.counts().out(),
        days(manifest.window()),
        Amounts.bytes(dataset.bytes()),
        Amounts.since(dataset.committedAt(), now),
        Amounts.shortened(manifest.source(), 60));
  }

  private static String days(Window window) {
    return LocalDate.ofInstant(window.from(), ZoneOffset.UTC)
        + " to "
        + LocalDate.ofInstant(window.until().minusNanos(1), ZoneOffset.UTC);
  }
}
