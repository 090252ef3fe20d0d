package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = "Read every file of a version, or of all versions, and compare its digest.")
final class VerifyCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private RegistryOption registry = new RegistryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "<model>@<alias|version>",
      arity = "0..1",
      description = "Which version (default: all).")
  private @Nullable String ref;

  @Override
  public Integer call() {
    ModelRegistry open = registry.open();
    List<RegisteredVersion> versions =
        ref == null ? open.list() : List.of(open.resolve(ModelRef.parse(ref)));
    List<String> faults = new ArrayList<>();
    versions.forEach(version -> faults(open, version).ifPresent(faults::add));
    if (ref == null) {
      open.damaged().forEach(it -> faults.add(it.id() + " is damaged: " + it.damage()));
    }
    if (!faults.isEmpty()) {
      throw new WiresmithException(ErrorCode.DIGEST_MISMATCH, String.join("\n", faults));
    }
    common.print(
        spec.commandLine().getOut(),
        Map.of("verified", versions.stream().map(RegisteredVersion::id).toList()),
        () ->
            versions.isEmpty()
                ? "No models in " + open.location() + "."
                : versions.stream()
                    .map(
                        version ->
                            version + ": " + version.files().size() + " files, all as registered")
                    .collect(Collectors.joining("\n")));
    return 0;
  }

  private static Optional<String> faults(ModelRegistry registry, RegisteredVersion version) {
    try {
      registry.verify(version);
      return Optional.empty();
    } catch (WiresmithException e) {
      if (e.code() != ErrorCode.DIGEST_MISMATCH) {
        throw e;
      }
      return Optional.of(e.getMessage() + "");
    }
  }
}
