package io.wiresmith.jobs.command;

import io.wiresmith.jobs.pipeline.SingleSteps;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "label",
    description = {
      "Raw dataset to a labelled one.",
      "compression: every cost, the margin, ties, the penalty.",
      "bandwidth-...: steps, segments and what comes next; links are divided into parts."
    })
final class LabelCommand implements Callable<Integer> {
  @Mixin private DatasetStep step = new DatasetStep();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return step.call(spec.commandLine(), SingleSteps::label);
  }
}
