package io.wiresmith.jobs.command;

import io.wiresmith.core.signing.KeyFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "create",
    description = {
      "Make a key pair on P-256: NAME.key, for the trainer alone, and NAME.pem, for everyone.",
      "What exists is never overwritten."
    })
final class KeysCreateCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to put it.")
  private Path out = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "N",
      defaultValue = "wiresmith",
      description = "What people call it (default ${DEFAULT-VALUE}).")
  private String name = "wiresmith";

  @Override
  public Integer call() {
    KeyFiles pair = KeyFiles.create(out, name);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", pair.key().name());
    result.put("fingerprint", pair.key().fingerprint());
    result.put("private", pair.secret().toString());
    result.put("public", pair.open().toString());
    common.print(spec.commandLine(), result);
    return 0;
  }
}
