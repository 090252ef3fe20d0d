package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.NearestName;
import io.wiresmith.core.WiresmithException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with an invocation, and the nearest thing that is right. */
final class WrongUsage implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("wiresmith: " + message(e));
    wrongWord(e, command, args)
        .ifPresent(
            wrong ->
                err.println(
                    "'%s' is unknown.%s"
                        .formatted(wrong, NearestName.hint(wrong, candidates(command, wrong)))));
    err.println("See: bin/" + command.getCommandSpec().qualifiedName() + " --help");
    return ErrorCode.USAGE.exitCode();
  }

  /** What a converter of ours says is not wrapped in the names of classes. */
  private static String message(ParameterException e) {
    if (!(e.getCause() instanceof WiresmithException ours)) {
      return String.valueOf(e.getMessage());
    }
    return e.getArgSpec() instanceof OptionSpec option
        ? "Invalid value for option '%s': %s".formatted(option.longestName(), ours.getMessage())
        : "Invalid value for %s: %s".formatted(e.getArgSpec().paramLabel(), ours.getMessage());
  }

  /** A misspelt option makes a required one missing: the misspelt one is the news. */
  private static Optional<String> wrongWord(
      ParameterException e, CommandLine command, String[] args) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return Optional.of(unmatched.getUnmatched().get(0));
    }
    Collection<String> known = candidates(command, "-");
    return Stream.of(args)
        .map(word -> word.contains("=") ? word.substring(0, word.indexOf('=')) : word)
        .filter(word -> word.startsWith("--") && !known.contains(word))
        .findFirst();
  }

  private static Collection<String> candidates(CommandLine command, String wrong) {
    if (wrong.startsWith("-")) {
      return command.getCommandSpec().options().stream()
          .flatMap(option -> List.of(option.names()).stream())
          .collect(Collectors.toList());
    }
    return command.getSubcommands().keySet();
  }
}
