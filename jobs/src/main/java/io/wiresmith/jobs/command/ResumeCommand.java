package io.wiresmith.jobs.command;

import io.wiresmith.core.run.RunRecord;
import io.wiresmith.jobs.pipeline.RunRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "resume",
    description = "Continue a run that was stopped or failed; done steps are kept.")
final class ResumeCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private SparkOptions spark = new SparkOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<run>", description = "First digits of the run's key, or latest.")
  private String run = "";

  @Override
  public Integer call() {
    common.refuseConfiguration("resume");
    RunRecord record = common.workspace().runs().find(run);
    return new RunLauncher(common, spark, spec.commandLine())
        .launch(RunRequest.fromMap(record.request()));
  }
}
