package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.jobs.imports.ImportProgress;
import io.wiresmith.jobs.imports.ImportReport;
import io.wiresmith.jobs.imports.ImportRequest;
import io.wiresmith.jobs.imports.LineProtocolImport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Imports, prints what became of the lines, and judges it. */
record ImportLauncher(Common common, CommandLine line) {
  /**
   * The exit code: 12 where too many lines are refused or there are none.
   *
   * @param more what else is to be printed
   */
  int launch(ImportRequest request, Map<String, Object> more) {
    ImportReport report =
        new LineProtocolImport(
                request,
                common.workspace(),
                new ImportProgress(line.getErr(), Terminals.standardError()))
            .run();
    Map<String, Object> json = new LinkedHashMap<>(more);
    json.putAll(report.toJson());
    common.print(line.getOut(), json, () -> table(report));
    Optional<String> finding = finding(report);
    finding.ifPresent(found -> line.getErr().println("wiresmith: " + found));
    return finding.isPresent() ? ErrorCode.DATA_QUALITY.exitCode() : 0;
  }

  private Optional<String> finding(ImportReport report) {
    if (report.read() == 0) {
      return Optional.of(
          "There is nothing to import: no line%s. Name other files%s."
              .formatted(
                  report.others() == 0
                      ? ""
                      : " of that measurement, " + report.others() + " of others",
                  report.others() == 0 ? "" : " or another --measurement"));
    }
    String quarantine = String.valueOf(report.quarantine().getFileName());
    return new Refusals("lines", report.quarantinedRatio(), report.reasons(), quarantine)
        .finding(common);
  }

  private static String table(ImportReport report) {
    double seconds = Math.max(0.001, report.took().toMillis() / 1000.0);
    String refused =
        report.quarantined() == 0 ? "" : " " + report.reasons() + " in " + report.quarantine();
    return String.format(
        Locale.ROOT,
        """
        target       %s
        files        %,d
        read         %,d%s
        written      %,d (%,.0f points/s)
        quarantined  %,d%s""",
        report.target(),
        report.files(),
        report.read(),
        report.others() == 0 ? "" : " (and " + report.others() + " of other measurements)",
        report.written(),
        report.written() / seconds,
        report.quarantined(),
        refused);
  }
}
