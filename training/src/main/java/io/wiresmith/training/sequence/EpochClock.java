package io.wiresmith.training.sequence;

import java.util.Locale;
import java.util.function.Consumer;

/** Tells people how far a training is, and how long it will still take. */
final class EpochClock {
  private static final double BETWEEN_LINES = 10;

  private final Consumer<String> lines;
  private final int epochs;
  private final long start = System.nanoTime();
  private long epochStart = start;
  private long told = start;
  private int batches = 1;
  private long doneHere;

  EpochClock(Consumer<String> lines, int epochs) {
    this.lines = lines;
    this.epochs = epochs;
  }

  void begin(Progression state, int of) {
    epochStart = System.nanoTime();
    batches = Math.max(1, of);
    if (state.epoch > 1 || state.batch > 0) {
      if (doneHere == 0) {
        lines.accept("train goes on in epoch %d, batch %d".formatted(state.epoch, state.batch));
      }
    }
  }

  void tell(Progression state) {
    doneHere++;
    if (since(told) >= BETWEEN_LINES) {
      told = System.nanoTime();
      double left = (double) (epochs - state.epoch) * batches + batches - state.batch;
      lines.accept(
          String.format(
              Locale.ROOT,
              "train epoch %d of at most %d, batch %d of %d, loss %.4f, at most %.0f s left",
              state.epoch,
              epochs,
              state.batch,
              batches,
              state.lossSum / Math.max(1, state.batch),
              since(start) / doneHere * left));
    }
  }

  void end(EpochFigures figures) {
    StringBuilder more = new StringBuilder();
    figures.figures().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(
            f -> more.append(String.format(Locale.ROOT, ", %s %.4f", f.getKey(), f.getValue())));
    lines.accept(
        String.format(
            Locale.ROOT,
            "train epoch %d of at most %d: loss %.4f, validation %.4f%s, %.1f s",
            figures.epoch(),
            epochs,
            figures.training(),
            figures.validation(),
            more,
            figures.seconds()));
  }

  double seconds() {
    return since(epochStart);
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
