package io.wiresmith.jobs.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    description = "Take in recorded telemetry: line protocol, traces, captures.",
    subcommands = {
      ImportLineProtocolCommand.class,
      ImportTracesCommand.class,
      ImportCapturesCommand.class
    })
final class ImportCommand implements Runnable {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Name what is to be imported: import lp FILE --to URI, import traces FILE --out DIR, or import captures DIR --out DIR.");
  }
}
