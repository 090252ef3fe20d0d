package io.wiresmith.serving;

import io.wiresmith.core.ErrorCategory;
import io.wiresmith.core.NearestName;
import io.wiresmith.core.Release;
import io.wiresmith.core.WiresmithException;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The verbs that answer: {@code serve} and {@code predict}. */
@Command(
    name = "wiresmith",
    description = "Serves models.",
    mixinStandardHelpOptions = true,
    versionProvider = WiresmithServing.Version.class,
    subcommands = {ServeCommand.class, PredictCommand.class},
    synopsisSubcommandLabel = "(serve | predict)")
public final class WiresmithServing implements Runnable {
  private static final int USAGE = ErrorCategory.USER.exitCode();

  @CommandLine.Spec private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

  /** For {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"wiresmith " + Release.VERSION};
    }
  }

  /** Runs a verb and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a verb; 0 or the exit code of its error. */
  static int run(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    return new CommandLine(new WiresmithServing())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(WiresmithServing::misused)
        .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line));
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "A verb is required: serve or predict.");
    }
  }

  private static int misused(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    line.getErr().println(e.getMessage() + nearest(e));
    String verb = line.getParent() == null ? "" : line.getCommandName() + " ";
    line.getErr().println("See: bin/wiresmith " + verb + "--help");
    return USAGE;
  }

  private static String nearest(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String given = unmatched.getUnmatched().get(0);
      Map<String, ?> known =
          given.startsWith("-")
              ? e.getCommandLine().getCommandSpec().optionsMap()
              : e.getCommandLine().getSubcommands();
      return NearestName.of(given, known.keySet())
          .map(it -> " Did you mean " + it + "?")
          .orElse("");
    }
    return "";
  }

  private static int failed(Exception e, CommandLine line) {
    if (e instanceof WiresmithException known) {
      line.getErr().println(known.getMessage());
      return known.code().exitCode();
    }
    e.printStackTrace(line.getErr());
    return ErrorCategory.INTERNAL.exitCode();
  }
}
