package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCategory;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.signing.SignaturePolicy;
import io.wiresmith.core.signing.SignatureRule;
import io.wiresmith.core.signing.VerificationKey;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.signed.SignedRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    description = {
      "Read every file of a version, of all versions, or of an artifact in a directory, and compare",
      "its digest; where there is a trust root, tell which key signed."
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private RegistryOption registry = new RegistryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "<model>@<alias|version>|DIR",
      arity = "0..1",
      description = "Which version (default: all), or the directory of an artifact.")
  private @Nullable String ref;

  @Override
  public Integer call() {
    SignatureRule rule = registry.rule(common);
    if (ref != null && ArtifactDirectory.isOne(ref)) {
      String signed = signed(rule, new ArtifactDirectory(Path.of(ref)).verify(rule));
      print(
          List.of(ref), Map.of(ref, signed), ref + ": every file as its manifest says, " + signed);
      return 0;
    }
    ModelRegistry open = registry.open();
    List<RegisteredVersion> versions =
        ref == null ? open.list() : List.of(open.resolve(ModelRef.parse(ref)));
    Map<String, String> signers = new TreeMap<>();
    List<WiresmithException> faults = new ArrayList<>();
    for (RegisteredVersion version : versions) {
      verify(open, rule, version, signers, faults);
    }
    if (ref == null) {
      open.damaged().forEach(it -> faults.add(damaged(it.id() + " is damaged: " + it.damage())));
    }
    if (!faults.isEmpty()) {
      throw new WiresmithException(
          faults.get(0).code(),
          faults.stream().map(Throwable::getMessage).collect(Collectors.joining("\n")));
    }
    print(
        versions.stream().map(RegisteredVersion::id).toList(),
        signers,
        versions.isEmpty()
            ? "No models in " + open.location() + "."
            : versions.stream()
                .map(it -> line(it, signers.getOrDefault(it.id(), "")))
                .collect(Collectors.joining("\n")));
    return 0;
  }

  private void print(List<String> verified, Map<String, String> signatures, String table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verified", verified);
    json.put("signatures", signatures);
    common.print(spec.commandLine().getOut(), json, () -> table);
  }

  private static String line(RegisteredVersion version, String signed) {
    return "%s: %d files, all as registered, %s".formatted(version, version.files().size(), signed);
  }

  private static void verify(
      ModelRegistry plain,
      SignatureRule rule,
      RegisteredVersion version,
      Map<String, String> signers,
      List<WiresmithException> faults) {
    try {
      Optional<VerificationKey> signer = new SignedRegistry(plain, rule).signer(version);
      plain.verify(version);
      signers.put(
          version.id(),
          rule.policy() == SignaturePolicy.OFF && !version.files().containsKey(Artifact.SIGNATURE)
              ? "not signed"
              : signed(rule, signer));
    } catch (WiresmithException e) {
      if (e.code().category() != ErrorCategory.INTEGRITY) {
        throw e;
      }
      faults.add(e);
    }
  }

  private static String signed(SignatureRule rule, Optional<VerificationKey> signer) {
    return signer
        .map(key -> "signed by " + key.name() + " " + key.fingerprint())
        .orElse(
            rule.policy() == SignaturePolicy.OFF
                ? "no trust root, so no signature was looked at"
                : "without a good signature");
  }

  private static WiresmithException damaged(String message) {
    return new WiresmithException(ErrorCode.DIGEST_MISMATCH, message);
  }
}
