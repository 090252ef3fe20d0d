package io.wiresmith.jobs.command;

import io.wiresmith.registry.Promoted;
import picocli.CommandLine.Model.CommandSpec;

/** Prints where an alias points after a move. */
final class AliasMoved {
  private AliasMoved() {}

  static void print(Common common, CommandSpec spec, Promoted promoted) {
    common.print(
        spec.commandLine().getOut(),
        promoted,
        () ->
            "%s is %s%s"
                .formatted(
                    promoted.alias(),
                    promoted.version(),
                    promoted.unchanged()
                        ? ", as before"
                        : promoted.from().map(old -> ", was " + old).orElse("")));
  }
}
