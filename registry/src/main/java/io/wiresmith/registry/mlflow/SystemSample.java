package io.wiresmith.registry.mlflow;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the machine and this process use, by the names that MLflow gives them. */
final class SystemSample {
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final double MEGABYTE = 1e6;

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** The figures of now; what the system does not tell is left out. */
  Map<String, Double> now() {
    Map<String, Double> figures = new TreeMap<>();
    double total = system.getTotalMemorySize();
    double used = total - available();
    double cpu = system.getCpuLoad();
    if (cpu >= 0) {
      figures.put("system/cpu_utilization_percentage", 100 * cpu);
    }
    double process = system.getProcessCpuLoad();
    if (process >= 0) {
      figures.put("system/process_cpu_utilization_percentage", 100 * process);
    }
    figures.put("system/system_memory_usage_megabytes", used / MEGABYTE);
    figures.put("system/system_memory_usage_percentage", 100 * used / total);
    Runtime runtime = Runtime.getRuntime();
    figures.put(
        "system/jvm_heap_usage_megabytes",
        (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE);
    return figures;
  }

  /** What programs can still have: the page cache counts as free, which the JDK does not tell. */
  private double available() {
    try {
      for (String line : Files.readAllLines(MEMORY)) {
        if (line.startsWith("MemAvailable:")) {
          return 1024 * Double.parseDouble(line.replaceAll("\\D+", ""));
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Another system: the JDK's figure.
    }
    return system.getFreeMemorySize();
  }
}
