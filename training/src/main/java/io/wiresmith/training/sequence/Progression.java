package io.wiresmith.training.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.training.torch.AdamState;
import java.util.ArrayList;
import java.util.List;

/** Where a training stands: all that it takes to go on to the same bytes. Not thread-safe. */
final class Progression {
  /** The epoch that is under way, from 1. */
  int epoch = 1;

  /** Batches of it that are done. */
  int batch;

  /** Sum of their losses. */
  double lossSum;

  int bestEpoch;
  double bestLoss = Double.POSITIVE_INFINITY;
  final List<EpochFigures> history = new ArrayList<>();
  final List<float[]> weights;
  final AdamState adam;
  List<float[]> best;

  Progression(List<float[]> weights, AdamState adam, List<float[]> best) {
    this.weights = weights;
    this.adam = adam;
    this.best = best;
  }

  static Progression fresh(List<float[]> weights) {
    return new Progression(weights, AdamState.of(weights), copy(weights));
  }

  /** The first epoch of a training that begins with the weights and moments of another. */
  static Progression from(TrainingState parent) {
    AdamState adam = new AdamState(copy(parent.first()), copy(parent.second()), parent.steps());
    return new Progression(copy(parent.weights()), adam, copy(parent.weights()));
  }

  /** The state behind the epoch that was closed last. */
  TrainingState ended() {
    return new TrainingState(
        epoch - 1,
        bestEpoch,
        history,
        copy(weights),
        copy(adam.first()),
        copy(adam.second()),
        adam.steps());
  }

  private static List<float[]> copy(List<float[]> weights) {
    return weights.stream().map(float[]::clone).toList();
  }

  /** An epoch ends: the weights are kept if they are the best so far. */
  void close(EpochFigures figures) {
    history.add(figures);
    double loss =
        Double.isNaN(figures.validation()) ? Double.NEGATIVE_INFINITY : figures.validation();
    if (loss < bestLoss || Double.isNaN(figures.validation())) {
      bestLoss = loss;
      bestEpoch = epoch;
      best = copy(weights);
    }
    epoch++;
    batch = 0;
    lossSum = 0;
  }

  /** Whether nothing is left to do. */
  boolean over(SequenceSettings settings) {
    boolean waited = settings.patience() > 0 && epoch - 1 - bestEpoch >= settings.patience();
    return epoch > settings.epochs() || (bestEpoch > 0 && waited);
  }

  /** The arrays in the order in which they are kept. */
  List<float[]> arrays() {
    List<float[]> all = new ArrayList<>(weights);
    all.addAll(adam.first());
    all.addAll(adam.second());
    all.addAll(best);
    return all;
  }

  /** All that is no array. Doubles are kept by their bits: the best loss may be infinite. */
  ObjectNode facts() {
    ObjectNode facts = Json.mapper().createObjectNode();
    facts.put("epoch", epoch).put("batch", batch).put("steps", adam.steps());
    facts.put("lossSum", Double.doubleToRawLongBits(lossSum));
    facts.put("bestEpoch", bestEpoch).put("bestLoss", Double.doubleToRawLongBits(bestLoss));
    facts.set("history", Json.mapper().valueToTree(history));
    return facts;
  }

  /** The state that {@link #facts} and {@link #arrays} tell. */
  static Progression of(JsonNode facts, List<float[]> arrays) {
    int each = arrays.size() / 4;
    Progression state =
        new Progression(
            arrays.subList(0, each),
            new AdamState(
                arrays.subList(each, 2 * each),
                arrays.subList(2 * each, 3 * each),
                facts.path("steps").asLong()),
            arrays.subList(3 * each, 4 * each));
    state.epoch = facts.path("epoch").asInt();
    state.batch = facts.path("batch").asInt();
    state.lossSum = Double.longBitsToDouble(facts.path("lossSum").asLong());
    state.bestEpoch = facts.path("bestEpoch").asInt();
    state.bestLoss = Double.longBitsToDouble(facts.path("bestLoss").asLong());
    facts
        .path("history")
        .forEach(node -> state.history.add(Json.mapper().convertValue(node, EpochFigures.class)));
    return state;
  }
}
