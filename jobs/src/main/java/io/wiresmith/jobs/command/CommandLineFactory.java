package io.wiresmith.jobs.command;

import io.wiresmith.core.io.Locations;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Composes the verbs. */
public final class CommandLineFactory {
  private static final List<Class<?>> VERBS =
      List.of(
          RunCommand.class,
          ResumeCommand.class,
          RunsCommand.class,
          BackfillCommand.class,
          ScheduleCommand.class,
          SchedulerCommand.class,
          SimulateCommand.class,
          ExtractCommand.class,
          LabelCommand.class,
          TrainCommand.class,
          EvaluateCommand.class,
          PublishCommand.class,
          ImportCommand.class,
          GenerateCommand.class,
          DatasetsCommand.class,
          CheckpointsCommand.class,
          MonitorCommand.class,
          ModelsCommand.class,
          PullCommand.class,
          PromoteCommand.class,
          RollbackCommand.class,
          HistoryCommand.class,
          VerifyCommand.class,
          DiffCommand.class,
          ReproduceCommand.class,
          SignCommand.class,
          KeysCommand.class,
          MlflowCommand.class,
          DoctorCommand.class,
          ConfigCommand.class,
          VersionCommand.class,
          CompletionCommand.class,
          io.wiresmith.jobs.demo.DecideCommand.class);

  private CommandLineFactory() {}

  /**
   * The command line of this process, writing to stdout and stderr in UTF-8. Where the words begin
   * with a verb it knows that one alone: to look at all takes longer than most verbs do.
   */
  public static CommandLine create(String... words) {
    List<Class<?>> named =
        VERBS.stream()
            .filter(verb -> words.length > 0 && name(verb).equals(words[0]))
            .filter(verb -> verb != CompletionCommand.class) // It tells of all.
            .toList();
    return create(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        named.isEmpty() ? VERBS : named);
  }

  /** A command line of all verbs that writes results and messages to those writers. */
  public static CommandLine create(PrintWriter out, PrintWriter err) {
    return create(out, err, VERBS);
  }

  private static String name(Class<?> verb) {
    return verb.getAnnotationsByType(Command.class)[0].name();
  }

  private static CommandLine create(PrintWriter out, PrintWriter err, List<Class<?>> verbs) {
    CommandLine line = new CommandLine(new Root());
    verbs.forEach(line::addSubcommand);
    return line.registerConverter(Path.class, Locations::path)
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(new Failures())
        .setParameterExceptionHandler(new WrongUsage());
  }

  @Command(
      name = "wiresmith",
      mixinStandardHelpOptions = true,
      versionProvider = VersionCommand.Provider.class,
      description = "Trains, judges, publishes and serves models of network traffic.",
      synopsisSubcommandLabel = "<verb>",
      commandListHeading = "%nVerbs:%n",
      footer = {
        "",
        "Also: serve and predict (the inference server, see bin/wiresmith serve --help).",
        "Exit codes: 0 ok, 1 internal, 2 usage, 10 gate rejected, 11 gate inconclusive, 12 data quality,",
        "13 integrity, 14 nothing to do, 75 dependency down (retry), 130/143 interrupted."
      })
  private static final class Root implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "Name a verb.");
    }
  }
}
