package io.wiresmith.serving.bandwidth;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.bandwidth.HybridController;
import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.bandwidth.ModeState;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.serving.model.Combination;
import io.wiresmith.serving.model.ModelSignature;
import io.wiresmith.serving.model.RunnableModel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The model {@code bandwidth}: the forecasts of both variants, and the one that {@link
 * HybridController} makes of them for each link. A row without the name of a link is decided by
 * itself; the rows of a link are taken in order. Thread-safe.
 */
public final class HybridForecast implements Combination {
  private final LinkStates links;
  private final InstantSource clock;
  private final ForecastListener listener;

  /** Remembers links as told; the time of a request is the clock's when its models have run. */
  public HybridForecast(LinkMemory memory, InstantSource clock, ForecastListener listener) {
    links = new LinkStates(memory);
    this.clock = clock;
    this.listener = listener;
    listener.remembers(this::links);
  }

  @Override
  public ModelSignature signature() {
    return HybridAnswer.SIGNATURE;
  }

  @Override
  public Map<String, Tensor> decide(
      Map<ModelKey, ? extends RunnableModel> parts, List<Tensor> inputs) {
    HybridInputs asked = new HybridInputs(inputs);
    Map<LinkMode, PartForecast> forecasts = new EnumMap<>(LinkMode.class);
    for (LinkMode mode : LinkMode.values()) {
      RunnableModel part = parts.get(new ModelKey(ModelId.BANDWIDTH, mode.id()));
      if (part != null) {
        Map<String, Tensor> outputs = part.run(asked.taken(part.signature()));
        forecasts.put(mode, PartForecast.of(outputs, asked.rows()));
      }
    }
    return HybridAnswer.of(rows(asked, forecasts), forecasts);
  }

  /** From here on nothing fails: what a link has said is heard once. */
  private List<HybridRow> rows(HybridInputs asked, Map<LinkMode, PartForecast> forecasts) {
    List<HybridRow> rows = new ArrayList<>(asked.rows());
    synchronized (links) {
      Instant now = clock.instant();
      for (int row = 0; row < asked.rows(); row++) {
        HybridRow decided = row(asked, forecasts, row, now);
        listener.forecast(decided.mode(), decided.confidence());
        rows.add(decided);
      }
    }
    return rows;
  }

  private HybridRow row(
      HybridInputs asked, Map<LinkMode, PartForecast> forecasts, int row, Instant now) {
    String link = asked.link(row);
    LinkState before = link.isEmpty() ? LinkState.UNSEEN : links.get(link, now);
    ModeState mode = HybridController.next(before.mode(), asked.measures(row), now);
    HybridRow decided = HybridRow.of(mode, forecasts, row);
    if (!link.isEmpty()) {
      int from = asked.from(row);
      int until = asked.from(row + 1);
      tell(before, mode, before.tail().next(asked.history(), from, until));
      Tail tail = Tail.of(asked.history(), from, until);
      links.put(link, new LinkState(mode, tail, decided.forecast()), now);
    }
    return decided;
  }

  private void tell(LinkState before, ModeState after, float actual) {
    if (actual > 0 && actual < Float.POSITIVE_INFINITY) {
      double error = Math.abs((double) before.forecast() - actual) / actual;
      listener.arrived(before.mode().mode(), error);
    }
    if (before.mode().decidedAt().isPresent() && before.mode().mode() != after.mode()) {
      listener.switched(after.mode());
    }
  }

  private int links() {
    synchronized (links) {
      return links.size();
    }
  }

  @Override
  public Set<String> modes(Map<String, Tensor> outputs) {
    return HybridAnswer.modes(outputs);
  }
}
