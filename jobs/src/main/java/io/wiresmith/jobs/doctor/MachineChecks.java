package io.wiresmith.jobs.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.wiresmith.core.run.Workspace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Java, memory, disk, ports. */
final class MachineChecks {
  private static final double GIB = 1L << 30;

  /** A run has 2 GiB of heap, and native memory of XGBoost and PyTorch beside it. */
  private static final double ENOUGH_MEMORY = 4;

  private static final double LEAST_MEMORY = 2.5;

  /** Datasets, checkpoints and artifacts of some months. */
  private static final double ENOUGH_DISK = 5;

  private static final double LEAST_DISK = 0.5;
  private static final int OLDEST_JAVA = 17;
  private static final int NEWEST_JAVA = 24;

  private MachineChecks() {}

  static List<Check> of(Examined examined) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check(
            "java",
            "Install JDK 17: apt-get install -y openjdk-17-jdk-headless",
            () -> java(Runtime.version().feature())));
    checks.add(
        new Check(
            "memory",
            "Give the machine or the container more memory.",
            () -> memory(totalMemory() / GIB)));
    checks.addAll(disks(examined.workspace()));
    for (int port : examined.ports()) {
      checks.add(new Check("port " + port, "Choose another by --port.", () -> port(port)));
    }
    return checks;
  }

  private static List<Check> disks(Workspace workspace) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        looked(
            "disk",
            "Name a directory that can be written by --workspace or WIRESMITH_WORKSPACE.",
            workspace.root()));
    if (!workspace.local().equals(workspace.root())) {
      checks.add(
          looked(
              "disk of this machine",
              "Name a directory that can be written by WIRESMITH_LOCAL_WORKSPACE.",
              workspace.local()));
    }
    checks.add(
        looked(
            "disk for temporary files",
            "Name another directory by -Djava.io.tmpdir in WIRESMITH_JAVA_OPTS.",
            Path.of(System.getProperty("java.io.tmpdir"))));
    return checks;
  }

  private static Check looked(String name, String remedy, Path directory) {
    return new Check(name, remedy, () -> disk(name, directory));
  }

  static Finding java(int feature) {
    String found =
        "Java %d (%s)".formatted(feature, System.getProperty("java.vm.name", "unknown machine"));
    if (feature < OLDEST_JAVA) {
      return Finding.failed("java", found, "Install JDK 17.");
    }
    return feature > NEWEST_JAVA
        ? Finding.warning("java", found, "Spark is tested with 17 to 24: use one of these.")
        : Finding.ok("java", found);
  }

  /** Of the container where this is one. */
  private static double totalMemory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  static Finding memory(double gib) {
    String found = String.format(Locale.ROOT, "%.1f GiB", gib);
    if (gib < LEAST_MEMORY) {
      return Finding.failed("memory", found, "A training needs 2.5 GiB at least.");
    }
    return gib < ENOUGH_MEMORY
        ? Finding.warning("memory", found, "Large trainings need 4 GiB; see WIRESMITH_JAVA_OPTS.")
        : Finding.ok("memory", found);
  }

  static Finding disk(String name, Path directory) throws IOException {
    Path existing = existing(directory);
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      return Finding.failed(
          name,
          existing + " is no directory that can be written",
          "Make it writable, or name another directory.");
    }
    FileStore store = Files.getFileStore(existing);
    double gib = store.getUsableSpace() / GIB;
    String found = String.format(Locale.ROOT, "%.1f GiB free for %s", gib, directory);
    if (gib < LEAST_DISK) {
      return Finding.failed(name, found, "Free space: bin/wiresmith datasets prune --help");
    }
    return gib < ENOUGH_DISK
        ? Finding.warning(name, found, "Free space: bin/wiresmith datasets prune --help")
        : Finding.ok(name, found);
  }

  /** Whether a file can be written, or made with its directories where it is not there. */
  static boolean appendable(Path file) {
    Path existing = existing(file);
    boolean there = existing.equals(file.toAbsolutePath().normalize());
    return Files.isDirectory(existing) != there && Files.isWritable(existing);
  }

  /** The path, or the nearest directory above it that is there. */
  private static Path existing(Path path) {
    Path existing = path.toAbsolutePath().normalize();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }

  static Finding port(int port) throws IOException {
    String name = "port " + port;
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return Finding.ok(name, "free on 127.0.0.1");
    } catch (BindException e) {
      return Finding.warning(
          name,
          "taken on 127.0.0.1 (by a server of ours, or by another)",
          "Where it is another's, choose a port by --port.");
    }
  }
}
