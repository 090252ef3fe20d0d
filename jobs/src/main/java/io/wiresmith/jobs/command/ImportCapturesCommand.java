package io.wiresmith.jobs.command;

import io.wiresmith.core.io.Sha256;
import io.wiresmith.etl.fields.CaptureSource;
import io.wiresmith.jobs.imports.CaptureImport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "captures",
    description = {
      "Turn captured messages with known fields into telemetry (measurement labelled_message).",
      "A file holds one message a line: {file, frame, proto, hex, segs}, {hex, fields}",
      "or [hex, fields]. What is no message is kept in quarantine with file, line and reason."
    },
    footer = {
      "",
      "run, extract and evaluate fields read such files as they are: --telemetry DIR.",
      "",
      "Example:",
      "  bin/wiresmith import captures captures/ --out telemetry"
    })
final class ImportCapturesCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private TargetOptions target = new TargetOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "Files (*.jsonl, *.jsonl.gz) or directories of them.")
  private List<String> sources = List.of();

  @ArgGroup(exclusive = true, multiplicity = "1")
  private MadePlace place = new MadePlace();

  @Override
  public Integer call() {
    List<Path> files = new CaptureSource(sources).files();
    List<String> digests = files.stream().map(Sha256::of).toList();
    String name = "import-captures-" + Sha256.of(String.join(" ", digests)).substring(0, 16);
    CaptureImport captures = new CaptureImport(common.workspace().quarantine(name));
    return new MadeTelemetry(common, spec.commandLine(), target)
        .put(place, directory -> made(captures.run(files, directory), name));
  }

  private MadeTelemetry.Made made(CaptureImport.Counts counts, String quarantine) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("lines", counts.read());
    told.put("messages", counts.messages());
    told.put("refused", counts.refused());
    told.put("reasons", new TreeMap<>(counts.reasons()));
    return new MadeTelemetry.Made(counts.files(), told, finding(counts, quarantine));
  }

  private Optional<String> finding(CaptureImport.Counts counts, String quarantine) {
    if (counts.messages() == 0) {
      return Optional.of("There is not one message with known fields in these files.");
    }
    double ratio = (double) counts.refused() / counts.read();
    return new Refusals("lines", ratio, counts.reasons(), quarantine).finding(common);
  }
}
