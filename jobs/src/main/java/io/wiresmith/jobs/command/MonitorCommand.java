package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.etl.fields.LabelledFiles;
import io.wiresmith.jobs.monitor.FieldsMonitor;
import io.wiresmith.jobs.monitor.MonitorRules;
import io.wiresmith.training.fields.TaggerCheckpoints;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "monitor",
    description = {
      "Ask a running server for the fields of a reference set, and alarm (exit 10) when answers",
      "are slow or wrong. To be scheduled. Accuracy is the macro F1 of the boundaries."
    },
    footer = {
      "",
      "Example:",
      "  bin/wiresmith monitor fields --server http://127.0.0.1:8080 --reference reference.jsonl"
    })
final class MonitorCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<model>", description = "fields.")
  private String model = "";

  @Option(
      names = "--server",
      paramLabel = "URL",
      required = true,
      description = "Such as http://127.0.0.1:8080.")
  private URI server = URI.create("");

  @Option(
      names = "--reference",
      paramLabel = "FILE|DIR",
      required = true,
      description = "Labelled messages (*.jsonl, *.jsonl.gz); may be given several times.")
  private List<String> reference = List.of();

  @Option(
      names = "--max-latency-ms",
      paramLabel = "MS",
      defaultValue = "10",
      description = "Greatest mean time of an answer (default ${DEFAULT-VALUE}).")
  private double latency = 10;

  @Option(
      names = "--min-accuracy",
      paramLabel = "F1",
      defaultValue = "0.9",
      description = "Least macro F1 of the boundaries (default ${DEFAULT-VALUE}).")
  private double accuracy = 0.9;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The token of a server that asks for one.")
  private @Nullable Path tokenFile;

  @Override
  public Integer call() {
    check();
    MonitorRules rules = new MonitorRules(latency, accuracy);
    LabelledFiles files = LabelledFiles.read(reference);
    List<LabelledMessage> messages = files.messages();
    FieldsMonitor.Finding finding = new FieldsMonitor(server, token(), rules).run(messages);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verdict", finding.alarm() ? "alarm" : "ok");
    json.put("reasons", finding.reasons());
    json.put("server", server.toString());
    json.put("refused", files.refused().size());
    json.putAll(finding.figures());
    common.print(spec.commandLine().getOut(), json, () -> table(json, finding));
    return finding.alarm() ? ErrorCode.GATE_REJECTED.exitCode() : 0;
  }

  private void check() {
    if (!model.equals(TaggerCheckpoints.MODEL)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "'%s' is not monitored; required is %s.".formatted(model, TaggerCheckpoints.MODEL));
    }
    String scheme = server.getScheme();
    if (scheme == null || !scheme.matches("https?") || server.getHost() == null) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--server is '%s'; required is an address such as http://127.0.0.1:8080."
              .formatted(server));
    }
  }

  private Optional<String> token() {
    return Optional.ofNullable(tokenFile)
        .map(file -> new String(AtomicFiles.read(file), StandardCharsets.UTF_8).strip());
  }

  private static String table(Map<String, Object> json, FieldsMonitor.Finding finding) {
    List<String> lines = new ArrayList<>();
    json.forEach(
        (key, value) -> {
          if (!key.equals("reasons")) {
            lines.add("%-20s %s".formatted(key, value instanceof Map ? Json.line(value) : value));
          }
        });
    finding.reasons().forEach(reason -> lines.add("alarm: " + reason));
    return String.join("\n", lines);
  }
}
