package io.wiresmith.jobs.command;

import io.wiresmith.core.signing.SignatureRule;
import io.wiresmith.core.signing.VerificationKey;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.jobs.config.SigningSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    description = "The keys that are trusted here, the key that signs here, and the policy.")
final class KeysListCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private TrustOptions trust = new TrustOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return list(common, trust, spec);
  }

  static int list(Common common, TrustOptions trust, CommandSpec spec) {
    SignatureRule rule = trust.rule(common);
    Settings settings = common.settingsOfAnyKind();
    Optional<VerificationKey> signing = SigningSettings.signer(settings).map(it -> it.key().open());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("policy", rule.policy().id());
    json.put("trusted", rule.trusted().keys().stream().map(KeysShowCommand::json).toList());
    signing.ifPresent(key -> json.put("signing", KeysShowCommand.json(key)));
    common.print(spec.commandLine().getOut(), json, () -> table(rule, signing));
    return 0;
  }

  private static String table(SignatureRule rule, Optional<VerificationKey> signing) {
    String trusted =
        rule.trusted().keys().stream()
            .map(key -> "trusted   %s  %s%n".formatted(key.fingerprint(), key.name()))
            .collect(Collectors.joining());
    return "policy    %s%n%s%s"
        .formatted(
            rule.policy().id(),
            trusted.isEmpty() ? "trusted   nobody\n" : trusted,
            signing
                .map(key -> "signing   %s  %s".formatted(key.fingerprint(), key.name()))
                .orElse("signing   nothing"));
  }
}
