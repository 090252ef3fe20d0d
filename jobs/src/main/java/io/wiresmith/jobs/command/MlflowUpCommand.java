package io.wiresmith.jobs.command;

import io.wiresmith.jobs.mlflow.LocalMlflow;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "up",
    description = {
      "Start an MLflow server on 127.0.0.1, in the foreground; Ctrl-C ends it.",
      "The first time it is installed: about a minute, and 1.1 GB in the cache."
    })
final class MlflowUpCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "5000",
      description = "Where it listens; 0 for a free port (default ${DEFAULT-VALUE}).")
  private int port = 5000;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "mlflow",
      description = "What it holds: database, artifacts, log (default ./${DEFAULT-VALUE}).")
  private Path directory = Path.of("mlflow");

  @Override
  public Integer call() {
    Path home = Path.of(System.getProperty("wiresmith.home", "."));
    try (LocalMlflow server = LocalMlflow.start(home, directory, port)) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      common.print(
          spec.commandLine().getOut(),
          Map.of("uri", server.uri(), "directory", directory, "log", server.log()),
          () -> server.uri().toString());
      spec.commandLine()
          .getErr()
          .printf("In another shell: export MLFLOW_TRACKING_URI=%s%n", server.uri());
      server.await();
    }
    return 0;
  }
}
