package io.wiresmith.training.compression;

import io.wiresmith.core.compression.TransferTelemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded transfers, without Spark. */
final class TestingTransfers {
  private TestingTransfers() {}

  static List<Transfer> of(int n, int streams, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Transfer> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double[] inputs = new double[TransferTelemetry.inputFields().size()];
      for (int k = 0; k < inputs.length; k++) {
        inputs[k] = 0.1 + random.nextDouble();
      }
      inputs[inputs.length - 1] += 1;
      double[] compressed = {
        0.1 + random.nextDouble(), 0.1 + random.nextDouble(), 0.2 + 2 * random.nextDouble()
      };
      double[] millis = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
      Transfer.Measured measured =
          new Transfer.Measured(0.1 + random.nextDouble(), compressed, millis, 1.3);
      String[] tags = {i % 2 == 0 ? "wan" : "edge", "eu-west"};
      rows.add(new Transfer(i, "s" + i % streams, tags, inputs, measured, measured.costs()));
    }
    return rows;
  }
}
