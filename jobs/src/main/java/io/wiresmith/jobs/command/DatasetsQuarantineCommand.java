package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.NearestName;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.jobs.datasets.StoredDatasets;
import io.wiresmith.jobs.datasets.StoredQuarantine;
import io.wiresmith.jobs.datasets.StoredQuarantines;
import io.wiresmith.jobs.quarantine.QuarantineReader;
import io.wiresmith.jobs.quarantine.QuarantineSample;
import io.wiresmith.jobs.quarantine.RefusedRow;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    name = "quarantine",
    description = "The refused rows of an extraction or import, with file, line and reason.")
final class DatasetsQuarantineCommand implements Callable<Integer> {
  private static final int WIDEST = 400;

  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "<ref>",
      description = "First digits of a dataset or run, an import, or latest.")
  private String reference = "";

  @Option(
      names = "--reason",
      paramLabel = "R",
      description = "Only the rows refused for this reason, such as grammar.")
  private @Nullable String reason;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Most rows to show (default ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Override
  public Integer call() {
    Optional<String> asked = Optional.ofNullable(reason).map(DatasetsQuarantineCommand::known);
    if (limit < 0) {
      throw new WiresmithException(ErrorCode.USAGE, "--limit " + limit + " is less than nothing.");
    }
    StoredQuarantine found =
        new StoredQuarantines(common.workspace())
            .find(reference, StoredDatasets.in(common.workspace()));
    QuarantineSample sample = new QuarantineReader(found.directory()).sample(asked, limit);
    common.print(
        spec.commandLine().getOut(), json(found, sample), () -> table(found, asked, sample));
    return 0;
  }

  private static String known(String reason) {
    List<String> known = Arrays.stream(RefusalReason.values()).map(RefusalReason::id).toList();
    String id = reason.replace('-', ' ').replace('_', ' ');
    if (!known.contains(id)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "Unknown reason '%s'.%s Reasons: %s."
              .formatted(reason, NearestName.hint(id, known), String.join(", ", known)));
    }
    return id;
  }

  private static Map<String, Object> json(StoredQuarantine found, QuarantineSample sample) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("quarantine", found.directory().toString());
    json.put("dataset", found.dataset().isEmpty() ? null : found.dataset());
    json.put("rows", sample.rows());
    json.put("reasons", new TreeMap<>(sample.reasons()));
    json.put("matching", sample.matching());
    json.put("shown", sample.first());
    return json;
  }

  private static String table(
      StoredQuarantine found, Optional<String> reason, QuarantineSample sample) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %,d rows %s%n"
            .formatted(found.directory(), sample.rows(), new TreeMap<>(sample.reasons())));
    for (RefusedRow row : sample.first()) {
      text.append(
          "%s:%d  %s: %s%n    %s%n"
              .formatted(
                  row.file(),
                  row.line(),
                  row.reason(),
                  Amounts.shortened(row.message(), WIDEST),
                  Amounts.shortened(row.raw(), WIDEST)));
    }
    if (sample.matching() > sample.first().size()) {
      text.append(
          "%,d of %,d%s shown; more by --limit%n"
              .formatted(
                  sample.first().size(),
                  sample.matching(),
                  reason.map(name -> " of reason " + name).orElse("")));
    }
    return text.toString().stripTrailing();
  }
}
