package io.wiresmith.etl.lineprotocol;

import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.etl.source.TelemetrySource;
import io.wiresmith.etl.source.TelemetrySourceContract;
import io.wiresmith.etl.testing.TestingTransfers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class LineProtocolContractTest extends TelemetrySourceContract {
  @TempDir private Path directory;
  private int files;

  @Override
  protected TelemetrySource holding(List<String> lines) {
    Path file = TestingTransfers.write(directory.resolve(++files + ".lp"), lines);
    return new LineProtocolSource(List.of(file.toString()), Precision.NS);
  }

  @Override
  protected List<String> secrets() {
    return List.of();
  }
}
