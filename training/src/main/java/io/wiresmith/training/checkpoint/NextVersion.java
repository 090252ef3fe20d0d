package io.wiresmith.training.checkpoint;

import java.util.Comparator;
import java.util.List;

/** The versions of trainings: the first is 1.0.0. */
final class NextVersion {
  private static final Comparator<int[]> ORDER =
      Comparator.<int[]>comparingInt(it -> it[0])
          .thenComparingInt(it -> it[1])
          .thenComparingInt(it -> it[2]);

  private NextVersion() {}

  /** Of a training from scratch: the next minor one. */
  static String fresh(List<CheckpointName> names) {
    return names.stream()
        .map(name -> numbers(name.version()))
        .max(ORDER)
        .map(it -> "%d.%d.0".formatted(it[0], it[1] + 1))
        .orElse("1.0.0");
  }

  /** Of a training that goes on from another: the next patch of its minor version. */
  static String after(String parent, List<CheckpointName> names) {
    int[] from = numbers(parent);
    int last =
        names.stream()
            .map(name -> numbers(name.version()))
            .filter(it -> it[0] == from[0] && it[1] == from[1])
            .mapToInt(it -> it[2])
            .max()
            .orElse(from[2]);
    return "%d.%d.%d".formatted(from[0], from[1], Math.max(last, from[2]) + 1);
  }

  private static int[] numbers(String version) {
    String[] parts = version.split("\\.");
    return new int[] {
      Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])
    };
  }
}
