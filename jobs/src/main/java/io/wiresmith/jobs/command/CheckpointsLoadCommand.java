package io.wiresmith.jobs.command;

import io.wiresmith.training.checkpoint.CheckpointStore;
import io.wiresmith.training.checkpoint.Rollback;
import io.wiresmith.training.checkpoint.SoundCheckpoint;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "load", description = "Prove a checkpoint and make it the latest.")
final class CheckpointsLoadCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<checkpoint>", description = "Its name, see checkpoints list.")
  private String checkpoint = "";

  @Override
  public Integer call() {
    CheckpointStore store = Checkpoints.of(common);
    SoundCheckpoint sound = new Rollback(store).proven(store.find(checkpoint));
    store.use(sound.name());
    common.print(
        spec.commandLine().getOut(),
        Checkpoints.json(store, sound),
        () -> sound.name() + " is the latest.");
    return 0;
  }
}
