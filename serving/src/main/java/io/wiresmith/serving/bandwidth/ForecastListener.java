package io.wiresmith.serving.bandwidth;

import io.wiresmith.core.bandwidth.HybridMode;
import java.util.function.IntSupplier;

/** Hears what happens to the links; called often and by any thread. */
public interface ForecastListener {
  /** Hears nothing. */
  ForecastListener NONE =
      new ForecastListener() {
        @Override
        public void forecast(HybridMode mode, double confidence) {}

        @Override
        public void arrived(HybridMode mode, double error) {}

        @Override
        public void switched(HybridMode mode) {}

        @Override
        public void remembers(IntSupplier links) {}
      };

  /** A row was answered in that mode, with that confidence, 0 to 1. */
  void forecast(HybridMode mode, double confidence);

  /**
   * The value that was forecast in that mode has arrived.
   *
   * @param error the absolute error over the value
   */
  void arrived(HybridMode mode, double error);

  /** A link went over to that mode from another one. */
  void switched(HybridMode mode);

  /** Told once: the number of links that are remembered at any moment. */
  void remembers(IntSupplier links);
}
