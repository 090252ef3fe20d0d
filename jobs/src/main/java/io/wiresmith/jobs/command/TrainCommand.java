package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.jobs.pipeline.SingleSteps;
import io.wiresmith.jobs.pipeline.Sparks;
import io.wiresmith.training.fields.TaggerCheckpoints;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "train",
    description = {
      "Labelled dataset to an exported artifact. The test never trains: of compression the last",
      "rows in time, of bandwidth-... whole links, of fields whole captures.",
      "With --from-checkpoint (of fields) several datasets, one after the other, on top of a",
      "checkpoint: each one that counts is a checkpoint, the last one is exported; exit 10 where",
      "all of them were undone. Without --dataset the checkpoint itself is exported."
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private SparkOptions spark = new SparkOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<model>", description = "Such as compression.")
  private String model = "";

  @Option(
      names = "--dataset",
      paramLabel = "REF",
      description = "What goes in: the dataset's directory, or the first digits of its digest.")
  private List<String> datasets = List.of();

  @Option(
      names = "--from-checkpoint",
      paramLabel = "NAME|latest",
      description = "Go on from there, see checkpoints list; --dataset may be given several times.")
  private @Nullable String checkpoint;

  @Override
  public Integer call() {
    ModelKey key = ModelKey.parse(model);
    check(key);
    try (Sparks sparks = spark.sparks(common)) {
      SingleSteps steps = new SingleSteps(Jobs.of(key, common, sparks, spec.commandLine()));
      if (checkpoint == null) {
        common.print(spec.commandLine(), steps.train(datasets.get(0)));
        return 0;
      }
      Map<String, Object> result = steps.continueFrom(checkpoint, datasets);
      common.print(spec.commandLine(), result);
      return Long.valueOf(0).equals(result.get("kept")) ? ErrorCode.GATE_REJECTED.exitCode() : 0;
    }
  }

  private void check(ModelKey key) {
    if (checkpoint == null && datasets.size() != 1) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--dataset is given %d times; one dataset is trained on, several or none only with --from-checkpoint."
              .formatted(datasets.size()));
    }
    if (checkpoint != null && !key.id().equals(TaggerCheckpoints.MODEL)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--from-checkpoint is for %s; %s keeps no checkpoints to go on from."
              .formatted(TaggerCheckpoints.MODEL, key.id()));
    }
  }
}
