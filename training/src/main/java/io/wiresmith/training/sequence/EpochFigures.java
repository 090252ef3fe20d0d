package io.wiresmith.training.sequence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.run.CurvePoint;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The figures of one epoch.
 *
 * @param epoch from 1
 * @param training mean loss of its batches, dropout on
 * @param validation what is to be least on the validation part, dropout off (the mean loss, if its
 *     learner says no other); NaN where there is none
 * @param figures further figures of the validation part, means over its targets
 * @param seconds how long it took; not part of any digest
 */
public record EpochFigures(
    int epoch, double training, double validation, Map<String, Double> figures, double seconds) {
  /** Copies the map. */
  public EpochFigures {
    figures = Map.copyOf(figures);
  }

  /** The same as points of curves, named as the reviewers' pages have them. */
  public void points(Consumer<CurvePoint> points) {
    points.accept(new CurvePoint("loss/training", epoch, training));
    points.accept(new CurvePoint("loss/validation", epoch, validation));
    new TreeMap<>(figures)
        .forEach(
            (name, value) -> points.accept(new CurvePoint("validation/" + name, epoch, value)));
  }

  /** Adds the same, but the time, to the history of a training's report. */
  public void addTo(ArrayNode history) {
    ObjectNode node = history.addObject().put("epoch", epoch);
    node.put("training", training).put("validation", validation);
    new TreeMap<>(figures).forEach(node::put);
  }
}
