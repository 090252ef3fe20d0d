package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.core.telemetry.influx.InfluxConnection;
import io.wiresmith.etl.bandwidth.BandwidthGenerator;
import io.wiresmith.etl.compression.CompressionGenerator;
import io.wiresmith.jobs.imports.ImportRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "generate",
    description = {
      "Write seeded synthetic telemetry as line protocol; equal seeds, equal bytes.",
      "Either into files (--out) or into a database (--to)."
    })
final class GenerateCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "<model>",
      description = "compression, bandwidth, or bandwidth-datacenter, bandwidth-internet.")
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

  @Option(
      names = "--mode",
      paramLabel = "datacenter|internet|both",
      description =
          "Modes of the links of bandwidth (default both, or the one that <model> names).")
  private @Nullable String mode;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private MadePlace place = new MadePlace();

  @Mixin private TargetOptions target = new TargetOptions();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Instants.class,
      description = "End of the time that the points cover (default 2026-11-15T00:00:00Z).")
  private @Nullable Instant until;

  @Override
  public Integer call() {
    ModelKey key = ModelKey.parse(model);
    Map<String, Object> result = new TreeMap<>();
    result.put("samples", samples);
    result.put("seed", seed);
    if (place.to().isPresent()) {
      return imported(key, TargetOptions.connection(place.to().get()), result);
    }
    List<Path> files = write(key, place.out().orElse(Path.of("")));
    result.put("files", String.join(", ", files.stream().map(Path::toString).toList()));
    common.print(spec.commandLine(), result);
    return 0;
  }

  /** Files first, since a writing that was cut short must be able to write the same again. */
  private int imported(ModelKey key, InfluxConnection to, Map<String, Object> result) {
    Path aside = aside();
    try {
      ImportRequest request =
          new ImportRequest(
              write(key, aside), Precision.NS, Optional.empty(), to, target.missing());
      return new ImportLauncher(common, spec.commandLine()).launch(request, result);
    } finally {
      AtomicFiles.deleteTree(aside);
    }
  }

  private List<Path> write(ModelKey key, Path directory) {
    Instant end = until == null ? CompressionGenerator.UNTIL : until;
    return switch (key.model()) {
      case BANDWIDTH -> new BandwidthGenerator(modes(key), samples, seed, end).write(directory);
      case COMPRESSION -> new CompressionGenerator(samples, seed, end).write(directory);
      case FIELDS ->
          throw new WiresmithException(
              ErrorCode.USAGE,
              "There are no synthetic messages. Take labelled captures: import captures DIR --out DIR.");
    };
  }

  private List<LinkMode> modes(ModelKey key) {
    String named = key.variant().isEmpty() ? "both" : key.variant();
    String asked = mode == null ? named : mode;
    if (!named.equals("both") && !named.equals(asked)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--mode is '%s', but %s names the mode '%s'. Leave one of both out."
              .formatted(asked, key.id(), named));
    }
    return asked.equals("both") ? List.of(LinkMode.values()) : List.of(LinkMode.of(asked));
  }

  /** A fresh directory for files that go on into a database. */
  static Path aside() {
    try {
      return Files.createTempDirectory("wiresmith-generate-");
    } catch (IOException e) {
      throw AtomicFiles.failed(
          "make a directory in", Path.of(System.getProperty("java.io.tmpdir", "/tmp")), e);
    }
  }
}
