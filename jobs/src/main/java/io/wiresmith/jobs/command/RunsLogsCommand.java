package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.PlainText;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.scheduler.ledger.Attempt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "logs", description = "What the last try of a window wrote.")
final class RunsLogsCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private NamedWindow window = new NamedWindow();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Attempt> tries = window.require(common, (run, ledger) -> ledger.attempts(run.key()));
    Path log = tries.isEmpty() ? Path.of("") : Path.of(tries.get(tries.size() - 1).log());
    if (!Files.isRegularFile(log)) {
      throw new WiresmithException(
          ErrorCode.NOTHING_TO_DO,
          tries.isEmpty()
              ? "Nobody has tried this window yet."
              : none(tries.get(tries.size() - 1)));
    }
    String text = new String(AtomicFiles.read(log), StandardCharsets.UTF_8);
    spec.commandLine().getOut().print(PlainText.lines(text));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static String none(Attempt last) {
    return last.log().isEmpty()
        ? "No process was started for its last try: " + last.cause()
        : "Its log '%s' is not on this machine; it was tried by %s."
            .formatted(last.log(), last.owner());
  }
}
