package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.PlainText;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.jobs.cluster.ClusterLoss;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns an error into a message on stderr and the exit code of its category. */
final class Failures implements IExecutionExceptionHandler {
  private static final String STACK_VARIABLE = "WIRESMITH_STACKTRACE";

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    WiresmithException known = known(e);
    if (known == null) {
      line.getErr().println(PlainText.lines("wiresmith: internal error: " + e));
      e.printStackTrace(line.getErr());
      return ErrorCode.INTERNAL.exitCode();
    }
    line.getErr().println("wiresmith: " + known.getMessage());
    if (Map.copyOf(System.getenv()).containsKey(STACK_VARIABLE)) {
      known.printStackTrace(line.getErr());
    }
    return known.code().exitCode();
  }

  /**
   * Spark wraps what its tasks throw; the first error of ours is the one to tell, unless it only
   * says that Spark failed, which a cluster explains.
   */
  static @Nullable WiresmithException known(Throwable e) {
    WiresmithException ours = ours(e);
    return ours == null || ours.code() == ErrorCode.INTERNAL
        ? ClusterLoss.of(e).orElse(ours)
        : ours;
  }

  private static @Nullable WiresmithException ours(Throwable e) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (cause instanceof WiresmithException ours) {
        return ours;
      }
      cause = cause.getCause();
    }
    return null;
  }
}
