package io.wiresmith.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OnnxModelCloseTest {
  private static final int THREADS = 4;

  @Test
  void drainsActiveRunsAndRefusesLaterOnes() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < 20; round++) {
        closeWhileRunning(threads);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void closeWhileRunning(ExecutorService threads) throws Exception {
    OnnxModel model = OnnxModel.load(TestingGraphs.sum());
    CountDownLatch running = new CountDownLatch(THREADS);
    AtomicLong answers = new AtomicLong();
    List<Future<ErrorCode>> endings = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      float value = thread;
      endings.add(threads.submit(() -> runUntilRefused(model, value, running, answers)));
    }
    running.await();
    model.close();
    for (Future<ErrorCode> ending : endings) {
      assertThat(ending.get(10, TimeUnit.SECONDS)).isEqualTo(ErrorCode.CONFLICT);
    }
    assertThat(answers.get()).isGreaterThanOrEqualTo(THREADS);
  }

  private static ErrorCode runUntilRefused(
      OnnxModel model, float value, CountDownLatch running, AtomicLong answers) {
    float[] rows = new float[1000];
    java.util.Arrays.fill(rows, value);
    List<Tensor> inputs = List.of(Tensor.column("a", rows));
    while (true) {
      try {
        Tensor total = ArtifactSession.output(model.run(inputs), "total");
        if (total.floatAt(0) != value + 10 || total.floatAt(999) != value + 10) {
          return ErrorCode.INTERNAL;
        }
        answers.incrementAndGet();
        running.countDown();
      } catch (WiresmithException e) {
        return e.code();
      }
    }
  }

  @Test
  void mayBeClosedTwice() {
    OnnxModel model = OnnxModel.load(TestingGraphs.sum());
    model.close();
    model.close();
    assertThatThrownBy(() -> model.run(List.of(Tensor.column("a", 1))))
        .hasMessage("The model was closed while this request came. Try again.");
  }

  @Test
  void runsAlsoWithSeveralThreads() {
    try (OnnxModel model = OnnxModel.load(TestingGraphs.sum(), new ModelOptions(2))) {
      assertThat(model.run(List.of(Tensor.column("a", 1))))
          .isEqualTo(Map.of("total", Tensor.column("total", 11)));
    }
    assertThatThrownBy(() -> new ModelOptions(0))
        .hasMessage("A model needs at least 1 thread, found 0.");
  }
}
