package io.wiresmith.jobs.cluster;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Locations;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;

/** A directory in which driver and executors must meet: executors write datasets there. */
final class SharedDirectory {
  private static final int MOST = 64;

  private final Path root;

  SharedDirectory(Path root) {
    this.root = root;
  }

  /**
   * Has executors write a file each, and looks for them. Those that join later are not asked.
   *
   * @throws WiresmithException {@code USAGE} if some do not see the directory, with their names
   */
  void check(JavaSparkContext context) {
    Path probe = AtomicFiles.directory(root.resolve("probe-" + UUID.randomUUID()));
    try {
      int tasks = Math.min(MOST, 2 * Math.max(1, context.defaultParallelism()));
      List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
      List<String> unseen =
          context.parallelize(numbers, tasks).map(new Probe(probe.toString())).collect().stream()
              .filter(answer -> !met(answer, probe))
              .map(answer -> answer.substring(answer.indexOf(' ') + 1))
              .distinct()
              .sorted()
              .toList();
      if (!unseen.isEmpty()) {
        throw new WiresmithException(
            ErrorCode.USAGE,
            "The workspace %s of the driver is not seen, or may not be written, by executors on %s; they write datasets there. Name by --workspace a directory that every node mounts under the same path, or a place on hdfs:// or s3a://."
                .formatted(root, unseen));
      }
    } finally {
      AtomicFiles.deleteTree(probe);
    }
  }

  private static boolean met(String answer, Path probe) {
    return Files.isRegularFile(probe.resolve(answer.substring(0, answer.indexOf(' '))));
  }

  /**
   * Writes a file into an existing directory, and answers with its name and the host's.
   *
   * @param directory the directory
   */
  private record Probe(String directory) implements Function<Integer, String> {
    @Override
    public String call(Integer task) throws UnknownHostException {
      String name = "task-" + task;
      Path target = Locations.path(directory);
      if (Files.isDirectory(target)) {
        try {
          AtomicFiles.write(target.resolve(name), new byte[] {1});
        } catch (WiresmithException e) {
          return name + " " + address(); // The driver will miss the file.
        }
      }
      return name + " " + address();
    }

    private static String address() throws UnknownHostException {
      return InetAddress.getLocalHost().getHostAddress();
    }
  }
}
