package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.training.checkpoint.CheckpointName;
import io.wiresmith.training.checkpoint.CheckpointStore;
import io.wiresmith.training.checkpoint.Rollback;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "rollback",
    description = {
      "Make an older checkpoint the latest, after it was proven; nothing is removed.",
      "Without options the one before. One that does not hold is refused, and the one before it named."
    })
final class CheckpointsRollbackCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--version",
      paramLabel = "V",
      description = "The newest of that version, such as 1.0.0.")
  private @Nullable String version;

  @Option(names = "--min-f1", paramLabel = "X", description = "The newest with at least that F1.")
  private @Nullable Double leastF1;

  @Option(
      names = "--emergency",
      description = "The best one that holds, whichever it is; those that do not are passed over.")
  private boolean emergency;

  @Override
  public Integer call() {
    boolean chosen = version != null || leastF1 != null;
    if (emergency && chosen) {
      throw new WiresmithException(
          ErrorCode.USAGE, "--emergency takes the best one; leave out --version and --min-f1.");
    }
    CheckpointStore store = Checkpoints.of(common);
    Rollback rollback = new Rollback(store);
    Rollback.Done done =
        emergency
            ? rollback.emergency()
            : chosen
                ? rollback.to(Optional.ofNullable(version), leastF1 == null ? 0 : leastF1)
                : rollback.toPrevious();
    Map<String, Object> json = Checkpoints.json(store, done.now());
    json.put("before", done.before().map(CheckpointName::toString).orElse(""));
    json.put("refused", done.refused());
    common.print(spec.commandLine().getOut(), json, () -> table(done));
    return 0;
  }

  private static String table(Rollback.Done done) {
    List<String> lines = new ArrayList<>(done.refused().values());
    lines.add(
        "latest is %s; it was %s"
            .formatted(
                done.now().name(), done.before().map(CheckpointName::toString).orElse("none")));
    return String.join("\n", lines);
  }
}
