package io.wiresmith.evaluation.bandwidth;

import io.wiresmith.evaluation.statistics.Latency;
import java.util.List;

/**
 * How long forecasts take in one thread, on this machine: the only figures of an evaluation that
 * another evaluation may find otherwise.
 *
 * @param threads always 1
 * @param oneRow of one window
 * @param batchRows windows of the batch
 * @param batch of the whole batch
 */
record ForecastLatency(int threads, Latency oneRow, int batchRows, Latency batch) {
  private static final int ROWS = 32;

  /** Of windows made of values that came. */
  static ForecastLatency of(ForecastSession session, List<ForecastRow> rows, int steps) {
    float[] values = new float[ROWS * steps];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.isEmpty() ? 1 + i % 7 : (float) rows.get(i % rows.size()).actual();
    }
    float[] one = new float[steps];
    Latency single =
        Latency.of(
            50,
            500,
            run -> {
              System.arraycopy(values, run % ROWS * steps, one, 0, steps);
              session.forecast(1, steps, one);
            });
    Latency together = Latency.of(5, 100, run -> session.forecast(ROWS, steps, values));
    return new ForecastLatency(1, single, ROWS, together);
  }
}
