package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.jobs.imports.TraceImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    name = "traces",
    description = {
      "Turn recorded throughput traces into telemetry of links (measurement link_throughput).",
      "A file holds one trace a line: {dataset, trace, dt_s, unit, values}.",
      "What cannot be read is kept in quarantine; null becomes a gap."
    },
    footer = {
      "",
      "Example:",
      "  bin/wiresmith import traces examples/bandwidth/traces.jsonl.gz --out telemetry"
    })
final class ImportTracesCommand implements Callable<Integer> {
  private static final List<String> MODES = List.of("datacenter", "internet", "other");
  private static final Instant EARLIEST = Instant.parse("1700-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  @Mixin private Common common = new Common();
  @Mixin private TargetOptions target = new TargetOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "Files (*.jsonl, *.jsonl.gz) or directories of them.")
  private List<Path> sources = List.of();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private MadePlace place = new MadePlace();

  @Option(
      names = "--mode",
      paramLabel = "datacenter|internet|other",
      description = "Mode of all links; without it that of a known collection, else none.")
  private @Nullable String mode;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      converter = Instants.class,
      defaultValue = "2026-10-01T00:00:00Z",
      description = "Time of every trace's first value (default ${DEFAULT-VALUE}).")
  private Instant start = Instant.EPOCH;

  @Override
  public Integer call() {
    check();
    List<Path> files = files();
    return new MadeTelemetry(common, spec.commandLine(), target)
        .put(place, directory -> made(traces(files), files, directory));
  }

  private void check() {
    if (mode != null && !MODES.contains(mode)) {
      throw new WiresmithException(
          ErrorCode.USAGE, "--mode is '%s'; required is one of %s.".formatted(mode, MODES));
    }
    if (start.isBefore(EARLIEST) || start.isAfter(LATEST)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--start is %s; required is a time from %s to %s.".formatted(start, EARLIEST, LATEST));
    }
  }

  private TraceImport traces(List<Path> files) {
    List<String> digests = files.stream().map(Sha256::of).toList();
    String name = "import-traces-" + Sha256.of(String.join(" ", digests)).substring(0, 16);
    return new TraceImport(start, Optional.ofNullable(mode), common.workspace().quarantine(name));
  }

  private MadeTelemetry.Made made(TraceImport traces, List<Path> files, Path directory) {
    TraceImport.Counts counts = traces.run(files, directory);
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("traces", counts.traces());
    told.put("points", counts.points());
    told.put("gaps", counts.missing());
    told.put("refused", counts.refused());
    if (counts.refused() > 0) {
      told.put("reasons", new TreeMap<>(counts.reasons()));
      told.put("quarantine", traces.quarantine().toString());
    }
    String quarantine = String.valueOf(traces.quarantine().getFileName());
    Optional<String> finding =
        counts.points() == 0
            ? Optional.of("There is not one value of throughput in these files.")
            : new Refusals("traces or values", counts.refusedRatio(), counts.reasons(), quarantine)
                .finding(common);
    return new MadeTelemetry.Made(counts.files(), told, finding);
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Path source : sources) {
      if (Files.isDirectory(source)) {
        AtomicFiles.list(source).stream()
            .filter(file -> file.toString().matches(".*\\.jsonl(\\.gz)?"))
            .sorted()
            .forEach(files::add);
      } else {
        files.add(source);
      }
    }
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new WiresmithException(
            ErrorCode.NOT_FOUND, "There is no file " + file + ". Name a file or a directory.");
      }
    }
    if (files.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.NOT_FOUND,
          "There is no *.jsonl or *.jsonl.gz in " + sources + ". Name files of traces.");
    }
    return files;
  }
}
