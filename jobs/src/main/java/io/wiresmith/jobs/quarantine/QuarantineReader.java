package io.wiresmith.jobs.quarantine;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.etl.dataset.ParquetInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;

/**
 * Reads the refused rows of one extraction or import. Memory does not grow with their number.
 *
 * @param directory the quarantine
 */
public record QuarantineReader(Path directory) {
  /** The directory of the refused rows, below that of the quarantine. */
  public static final String ROWS = "rows";

  /** The files of refused rows. */
  public List<Path> files() {
    return AtomicFiles.list(directory.resolve(ROWS)).stream()
        .filter(file -> String.valueOf(file.getFileName()).startsWith("part-"))
        .toList();
  }

  /**
   * Counts all rows and keeps the first.
   *
   * @param reason the reason to look for, if not all
   * @param limit most rows to keep
   */
  public QuarantineSample sample(Optional<String> reason, int limit) {
    Map<String, Long> reasons = new TreeMap<>();
    PriorityQueue<RefusedRow> first =
        new PriorityQueue<>(Math.max(1, Math.min(limit, 1_000)), RefusedRow.ORDER.reversed());
    for (Path file : files()) {
      read(file, reasons, reason, limit, first);
    }
    List<RefusedRow> sorted = new ArrayList<>(first);
    sorted.sort(RefusedRow.ORDER);
    long rows = reasons.values().stream().mapToLong(Long::longValue).sum();
    long matching = reason.map(asked -> reasons.getOrDefault(asked, 0L)).orElse(rows);
    return new QuarantineSample(rows, reasons, matching, sorted);
  }

  private static void read(
      Path file,
      Map<String, Long> reasons,
      Optional<String> asked,
      int limit,
      PriorityQueue<RefusedRow> first) {
    try (ParquetReader<Group> reader = new Groups(new ParquetInput(file)).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        String reason = row.getString("reason", 0);
        reasons.merge(reason, 1L, Long::sum);
        if (asked.isEmpty() || asked.get().equals(reason)) {
          first.add(refused(row, reason));
        }
        if (first.size() > limit) {
          first.remove();
        }
      }
    } catch (IOException e) {
      throw AtomicFiles.failed("read", file, e);
    }
  }

  private static RefusedRow refused(Group row, String reason) {
    return new RefusedRow(
        row.getString("file", 0),
        row.getLong("line", 0),
        reason,
        row.getString("message", 0),
        row.getString("raw", 0));
  }

  private static final class Groups extends ParquetReader.Builder<Group> {
    Groups(InputFile file) {
      super(file, (ParquetConfiguration) new PlainParquetConfiguration());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
