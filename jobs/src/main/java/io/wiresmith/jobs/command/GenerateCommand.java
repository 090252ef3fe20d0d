package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelKey;
import io.wiresmith.etl.compression.CompressionGenerator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "generate",
    description = "Write seeded synthetic telemetry as line protocol; equal seeds, equal bytes.")
final class GenerateCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<model>", description = "Such as compression.")
  private String model = "";

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Points (default ${DEFAULT-VALUE}).")
  private int samples = 100_000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "42",
      description = "Seed (default ${DEFAULT-VALUE}).")
  private long seed = 42;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to write.")
  private Path out = Path.of("");

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Instants.class,
      description = "End of the 30 days that the points cover (default 2026-11-15T00:00:00Z).")
  private @Nullable Instant until;

  @Override
  public Integer call() {
    ModelKey key = ModelKey.parse(model);
    List<Path> files =
        switch (key.model()) {
          case COMPRESSION ->
              new CompressionGenerator(
                      samples, seed, until == null ? CompressionGenerator.UNTIL : until)
                  .write(out);
        };
    Map<String, Object> result = new TreeMap<>();
    result.put("samples", samples);
    result.put("seed", seed);
    result.put("files", String.join(", ", files.stream().map(Path::toString).toList()));
    common.print(spec.commandLine(), result);
    return 0;
  }
}
