package io.wiresmith.jobs.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "mlflow",
    description = "A local MLflow server as registry: mlflow up.",
    subcommands = {MlflowUpCommand.class})
final class MlflowCommand implements Runnable {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do with it: bin/wiresmith mlflow up.");
  }
}
