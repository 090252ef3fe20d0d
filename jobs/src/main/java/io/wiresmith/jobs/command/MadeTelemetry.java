package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.jobs.imports.ImportRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;

/** Puts telemetry that is made of other files where it is wanted, and tells what became of it. */
record MadeTelemetry(Common common, CommandLine line, TargetOptions target) {
  /**
   * What was made.
   *
   * @param files files of line protocol
   * @param told figures for people, in order
   * @param finding what is wrong with it, if anything: exit 12
   */
  record Made(List<Path> files, Map<String, Object> told, Optional<String> finding) {}

  /**
   * The exit code.
   *
   * @param making writes files into a directory
   */
  int put(MadePlace place, Function<Path, Made> making) {
    return place
        .out()
        .map(out -> intoFiles(making.apply(out)))
        .orElseGet(() -> intoDatabase(making, place.to().orElse("")));
  }

  private int intoFiles(Made made) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("files", made.files().stream().map(Path::toString).toList());
    told.putAll(made.told());
    common.print(line, told);
    return verdict(made);
  }

  private int intoDatabase(Function<Path, Made> making, String uri) {
    Path aside = GenerateCommand.aside();
    try {
      Made made = making.apply(aside);
      ImportRequest request =
          new ImportRequest(
              made.files(),
              Precision.NS,
              Optional.empty(),
              TargetOptions.connection(uri),
              target.missing());
      int written = new ImportLauncher(common, line).launch(request, made.told());
      return written == 0 ? verdict(made) : written;
    } finally {
      AtomicFiles.deleteTree(aside);
    }
  }

  private int verdict(Made made) {
    made.finding().ifPresent(finding -> line.getErr().println("wiresmith: " + finding));
    return made.finding().isPresent() ? ErrorCode.DATA_QUALITY.exitCode() : 0;
  }
}
