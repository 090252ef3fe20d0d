package io.wiresmith.jobs.command;

import io.wiresmith.jobs.pipeline.SingleSteps;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "train",
    description =
        "Labelled dataset to an exported artifact; the last rows in time are kept for the test.")
final class TrainCommand implements Callable<Integer> {
  @Mixin private DatasetStep step = new DatasetStep();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return step.call(spec.commandLine(), SingleSteps::train);
  }
}
