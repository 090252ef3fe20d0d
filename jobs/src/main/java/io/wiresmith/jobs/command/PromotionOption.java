package io.wiresmith.jobs.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What happens to a version that is registered. */
final class PromotionOption {
  @Option(
      names = "--promotion",
      paramLabel = "auto|manual|approval",
      description = {
        "auto: a blessed version becomes champion; manual: it waits as challenger;",
        "approval: it waits until someone approves it, see promote --pending."
      })
  private @Nullable String promotion;

  /** Sets the configuration's key, where the flag is given. */
  void set(Common common) {
    if (promotion != null) {
      common.flag("promotion", promotion);
    }
  }
}
