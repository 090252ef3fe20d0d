package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.signing.SigningKey;
import io.wiresmith.core.signing.TrustRoot;
import io.wiresmith.core.signing.VerificationKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    description = "Fingerprint and public half of the keys of a file or a directory.")
final class KeysShowCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "NAME.pem, NAME.key, or a directory of *.pem.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    if (!Files.exists(file)) {
      throw new WiresmithException(ErrorCode.USAGE, "There is no " + file + ". Name a key's file.");
    }
    List<VerificationKey> keys =
        file.toString().endsWith(".key")
            ? List.of(SigningKey.read(file).open())
            : TrustRoot.read(file).keys();
    common.print(
        spec.commandLine().getOut(),
        Map.of("keys", keys.stream().map(KeysShowCommand::json).toList()),
        () ->
            keys.stream()
                .map(key -> key.fingerprint() + "  " + key.name() + "\n" + key.pem().strip())
                .collect(Collectors.joining("\n")));
    return 0;
  }

  static Map<String, Object> json(VerificationKey key) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", key.name());
    json.put("fingerprint", key.fingerprint());
    json.put("public", key.pem());
    return json;
  }
}
