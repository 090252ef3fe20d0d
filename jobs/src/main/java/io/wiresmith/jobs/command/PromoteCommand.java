package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.registry.Approvals;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.Promotion;
import io.wiresmith.registry.RegisteredVersion;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "promote",
    description = {
      "Point an alias at a version; an old champion becomes previous.",
      "With --approve-by: approve a version that waits. With --pending: make approved ones champion."
    })
final class PromoteCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private RegistryOption registry = new RegistryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "<model>@<alias|version>",
      arity = "0..1",
      description = "Such as compression@challenger; with --pending a model, or none for all.")
  private @Nullable String ref;

  @Option(names = "--to", paramLabel = "ALIAS", description = "Which alias (default champion).")
  private @Nullable String to;

  @Option(
      names = "--approve-by",
      paramLabel = "NAME",
      description = "Say who approves the version; --pending moves the champion then.")
  private @Nullable String approver;

  @Option(
      names = "--pending",
      description = "Move champions to the newest versions that wait and are approved.")
  private boolean pending;

  @Option(
      names = "--force",
      description = "With --pending: even if it was judged against another champion.")
  private boolean force;

  @Override
  public Integer call() {
    checkCombination();
    ModelRegistry open = registry.open(common);
    if (pending) {
      return new PendingPromotions(open, user(), force)
          .run(Optional.ofNullable(ref), common, spec.commandLine().getOut());
    }
    ModelRef version = ModelRef.parse(required());
    if (approver != null) {
      approve(new Approvals(open, user()).approve(version, approver));
      return 0;
    }
    String alias = to == null ? ModelRef.CHAMPION : to;
    AliasMoved.print(common, spec, new Promotion(open, user()).promote(version, alias));
    return 0;
  }

  private void checkCombination() {
    boolean approves = approver != null;
    if (approver != null && approver.isBlank()) {
      throw new WiresmithException(ErrorCode.USAGE, "--approve-by needs the name of a person.");
    }
    if ((approves && pending) || (to != null && (approves || pending)) || (force && !pending)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--to, --approve-by and --pending exclude each other, and --force belongs to --pending.");
    }
  }

  private String required() {
    if (ref == null) {
      throw new WiresmithException(
          ErrorCode.USAGE, "Name a version, such as compression@challenger, or use --pending.");
    }
    return ref;
  }

  private static String user() {
    return System.getProperty("user.name", "unknown");
  }

  private void approve(RegisteredVersion version) {
    common.print(
        spec.commandLine().getOut(),
        Map.of("version", version.id(), "approvedBy", String.valueOf(approver)),
        () ->
            "%s is approved by %s; make it champion: bin/wiresmith promote --pending %s"
                .formatted(version, approver, version.key()));
  }
}
