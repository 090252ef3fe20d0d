package io.wiresmith.evaluation.bandwidth;

import java.util.List;

/**
 * What was found, before it is summed.
 *
 * @param rows all targets, in the order of source, link and time
 * @param further some of them at several horizons
 * @param tuned the forecasts to compare with
 * @param leaks leaks, as sentences
 * @param latency how long forecasts take
 */
record Found(
    List<ForecastRow> rows,
    List<HorizonRow> further,
    Tuned tuned,
    List<String> leaks,
    ForecastLatency latency) {}
