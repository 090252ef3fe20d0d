package io.wiresmith.jobs.command;

import io.wiresmith.jobs.datasets.DatasetChange;
import io.wiresmith.jobs.datasets.DatasetComparison;
import io.wiresmith.jobs.datasets.StoredDatasets;
import io.wiresmith.jobs.pipeline.Sparks;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "diff",
    description = "What changed between two raw datasets: late, deleted, overwritten points.")
final class DatasetsDiffCommand implements Callable<Integer> {
  private static final int EXAMPLES = 20;

  @Mixin private Common common = new Common();
  @Mixin private SparkOptions spark = new SparkOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "A", description = "The older one, as of datasets list.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "B", description = "The newer one.")
  private String after = "";

  @Override
  public Integer call() {
    StoredDatasets stored = StoredDatasets.in(common.workspace());
    DatasetComparison comparison =
        new DatasetComparison(stored.find(before).ref(), stored.find(after).ref(), EXAMPLES);
    try (Sparks sparks = spark.sparks(common)) {
      DatasetChange change = comparison.change(sparks::session);
      common.print(spec.commandLine().getOut(), change.toJson(), () -> text(change));
    }
    return 0;
  }

  private static String text(DatasetChange change) {
    String head =
        "same         %,d%nlate         %,d%ndeleted      %,d%noverwritten  %,d"
            .formatted(change.same(), change.late(), change.deleted(), change.overwritten());
    return head
        + examples("late", change.lateExamples())
        + examples("deleted", change.deletedExamples())
        + examples("overwritten [before, after]", change.overwrittenExamples());
  }

  private static String examples(String title, List<Map<String, Object>> examples) {
    return examples.isEmpty()
        ? ""
        : examples.stream()
            .map(Map::toString)
            .collect(Collectors.joining("\n  ", "\n" + title + ":\n  ", ""));
  }
}
