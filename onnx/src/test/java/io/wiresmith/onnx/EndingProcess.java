package io.wiresmith.onnx;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process that loads and runs a model over and over until that fails, and says why. */
final class EndingProcess {
  static final String WORKS = "works";

  private EndingProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> await(told), "waits"));
    try {
      for (boolean first = true; ; first = false) {
        try (OnnxModel model = OnnxModel.load(TestingGraphs.sum())) {
          model.run(List.of(Tensor.column("a", 1)));
        }
        if (first) {
          System.out.println(WORKS);
        }
      }
    } catch (RuntimeException e) {
      System.out.println(e.getMessage());
    } finally {
      told.countDown();
    }
  }

  private static void await(CountDownLatch told) {
    try {
      told.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
