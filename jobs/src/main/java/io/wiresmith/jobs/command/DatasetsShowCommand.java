package io.wiresmith.jobs.command;

import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.jobs.datasets.StoredDataset;
import io.wiresmith.jobs.datasets.StoredDatasets;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "show", description = "One dataset: what it is, where from, its columns.")
final class DatasetsShowCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "<dataset>",
      description = "First digits of its digest, its directory, or latest.")
  private String reference = "";

  @Override
  public Integer call() {
    StoredDataset dataset = StoredDatasets.in(common.workspace()).find(reference);
    DatasetStore.open(dataset.directory()); // Its files are there, with their sizes.
    Map<String, Object> json = dataset.toJson();
    json.put("manifest", dataset.manifest());
    common.print(spec.commandLine().getOut(), json, () -> text(dataset));
    return 0;
  }

  private static String text(StoredDataset dataset) {
    DatasetManifest manifest = dataset.manifest();
    RowCounts counts = manifest.counts();
    return """
        dataset     %s
        kind        %s of %s
        window      %s
        rows        %,d in %d files, %s
        source      %s
        read        %,d rows, %,d outside the window; %,d in = %,d out + %,d quarantined %s + %,d merged
        made from   %s
        by code     %s at %s
        facts       %s
        directory   %s
        columns
        %s"""
        .formatted(
            dataset.sha256(),
            manifest.kind().id(),
            manifest.model(),
            manifest.window(),
            counts.out(),
            manifest.files().size(),
            Amounts.bytes(dataset.bytes()),
            manifest.source(),
            counts.read(),
            counts.outsideWindow(),
            counts.in(),
            counts.out(),
            counts.quarantined(),
            new TreeMap<>(manifest.reasons()),
            counts.merged(),
            manifest.parents().isEmpty() ? "telemetry" : String.join(", ", manifest.parents()),
            manifest.codeRevision(),
            dataset.committedAt().truncatedTo(ChronoUnit.SECONDS),
            new TreeMap<>(manifest.facts()),
            dataset.directory(),
            manifest.schema().stream()
                .map(DatasetsShowCommand::column)
                .collect(Collectors.joining("\n")));
  }

  private static String column(ColumnSpec column) {
    return "  %-28s %-8s %s"
        .formatted(
            column.name(), column.type().name().toLowerCase(java.util.Locale.ROOT), column.unit())
        .stripTrailing();
  }
}
