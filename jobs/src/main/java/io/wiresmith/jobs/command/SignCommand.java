package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.signing.ArtifactSigner;
import io.wiresmith.core.signing.SigningKey;
import io.wiresmith.jobs.config.SigningSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "sign",
    description = {
      "Sign an artifact: model.sig over its manifest and every file that it names.",
      "What this key has signed already is left as it is; another key's signature is replaced."
    })
final class SignCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "An artifact, as train makes and pull copies it.")
  private Path directory = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The private key (default WIRESMITH_SIGNING_KEY, else signing.key).")
  private @Nullable Path key;

  @Override
  public Integer call() {
    ArtifactSigner signer = signer();
    if (Files.exists(directory.resolve("version.json"))) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          directory
              + " is a version of a registry, and versions never change. Pull it, or publish from a"
              + " trainer with a signing key.");
    }
    boolean written = signer.sign(Artifact.open(directory));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("signature", directory.resolve(Artifact.SIGNATURE).toString());
    result.put("key", signer.key().open().name());
    result.put("fingerprint", signer.key().open().fingerprint());
    result.put("unchanged", !written);
    common.print(spec.commandLine(), result);
    return 0;
  }

  private ArtifactSigner signer() {
    if (key != null) {
      return new ArtifactSigner(SigningKey.read(key));
    }
    return SigningSettings.signer(common.settingsOfAnyKind())
        .orElseThrow(
            () ->
                new WiresmithException(
                    ErrorCode.USAGE,
                    "Name the key by --key or WIRESMITH_SIGNING_KEY; one is made by: bin/wiresmith"
                        + " keys create --out DIR"));
  }
}
