package io.wiresmith.etl.lineprotocol;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.telemetry.LineProtocolReader;
import io.wiresmith.core.telemetry.Refusal;
import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.core.telemetry.TelemetryFile;
import io.wiresmith.etl.source.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;

/** Reads the rows of one file. */
final class RowReader implements PartitionReader<InternalRow> {
  private final String file;
  private final byte[] fileBytes;
  private final LineProtocolOptions options;
  private final LineProtocolReader reader;
  private final RowFiller filler;
  private final boolean reportsOthers;
  private long others;
  private boolean ended;

  RowReader(String file, LineProtocolOptions options, StructType required) {
    this.file = file;
    this.fileBytes = file.getBytes(StandardCharsets.UTF_8);
    this.options = options;
    this.reader = new LineProtocolReader(TelemetryFile.open(Path.of(file)), options.precision());
    this.filler = new RowFiller(options, required);
    this.reportsOthers = required.getFieldIndex(Provenance.OTHERS).isDefined();
  }

  @Override
  public boolean next() {
    try {
      while (reader.next()) {
        if (row()) {
          return true;
        }
      }
    } catch (IOException e) {
      throw AtomicFiles.failed("read", Path.of(file), e);
    }
    return last();
  }

  private boolean row() {
    Optional<Refusal> refusal = reader.refusal();
    if (ofAnotherMeasurement(refusal)) {
      others++;
      return false;
    }
    filler.begin();
    if (refusal.isEmpty()) {
      refusal = filler.fill(reader);
    }
    if (refusal.isPresent() && !options.keepRefused()) {
      return false;
    }
    refusal.ifPresent(filler::refuse);
    filler.origin(fileBytes, reader, takeOthers());
    return true;
  }

  /** A line whose grammar is broken may be of any measurement: it is never passed over. */
  private boolean ofAnotherMeasurement(Optional<Refusal> refusal) {
    boolean broken = refusal.filter(r -> r.reason() == RefusalReason.GRAMMAR).isPresent();
    return !broken && !reader.measurement().equals(options.measurement());
  }

  private boolean last() {
    if (ended || others == 0 || !reportsOthers) {
      return false;
    }
    ended = true;
    filler.begin();
    filler.others(takeOthers());
    return true;
  }

  private long takeOthers() {
    long taken = others;
    others = 0;
    return taken;
  }

  @Override
  public InternalRow get() {
    return filler.row();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
