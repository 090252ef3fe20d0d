package io.wiresmith.training.sequence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a training stood behind an epoch: what another training begins with. Its bytes hold no time
 * of day and no duration, so that equal trainings give equal bytes.
 *
 * @param epoch the epoch that ended, from 1
 * @param bestEpoch the best one so far
 * @param history the figures, epoch by epoch
 * @param weights the parameters
 * @param first first moments of the optimizer
 * @param second second moments
 * @param steps steps of the optimizer
 */
public record TrainingState(
    int epoch,
    int bestEpoch,
    List<EpochFigures> history,
    List<float[]> weights,
    List<float[]> first,
    List<float[]> second,
    long steps) {
  private static final String ABOUT = "about";
  private static final int COPIES = 3;

  /** Copies the lists, not the arrays. */
  public TrainingState {
    history = List.copyOf(history);
    weights = List.copyOf(weights);
    first = List.copyOf(first);
    second = List.copyOf(second);
  }

  /** Whether no epoch so far was better. */
  public boolean isBest() {
    return epoch == bestEpoch;
  }

  /** The figures of the epoch. */
  public EpochFigures figures() {
    return history.get(history.size() - 1);
  }

  /**
   * The state as bytes under a digest of their own.
   *
   * @param about what people are to know of it
   */
  public byte[] bytes(JsonNode about) {
    ObjectNode facts = Json.mapper().createObjectNode();
    facts.put("epoch", epoch).put("bestEpoch", bestEpoch).put("steps", steps);
    facts.set(
        "history", Json.mapper().valueToTree(history.stream().map(it -> timeless(it)).toList()));
    facts.set(ABOUT, about);
    List<float[]> arrays = new ArrayList<>(weights);
    arrays.addAll(first);
    arrays.addAll(second);
    return StateBytes.write(facts, arrays);
  }

  private static EpochFigures timeless(EpochFigures it) {
    return new EpochFigures(it.epoch(), it.training(), it.validation(), it.figures(), 0);
  }

  /**
   * What people are to know of a state.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} if the bytes are damaged
   */
  public static JsonNode about(byte[] bytes, String where) {
    return sound(bytes, where).facts().path(ABOUT);
  }

  /**
   * Reads {@link #bytes}.
   *
   * @param sizes numbers of elements of the parameters
   * @throws WiresmithException {@code DIGEST_MISMATCH} if the bytes are damaged or the parameters
   *     have other sizes
   */
  public static TrainingState of(byte[] bytes, List<Integer> sizes, String where) {
    StateBytes state = sound(bytes, where);
    List<float[]> arrays =
        state
            .arrays(sizes, COPIES)
            .orElseThrow(
                () ->
                    new WiresmithException(
                        ErrorCode.DIGEST_MISMATCH,
                        "%s holds %d numbers; its architecture requires %d copies of %d."
                            .formatted(
                                where,
                                state.floats().length,
                                COPIES,
                                sizes.stream().mapToInt(Integer::intValue).sum())));
    JsonNode facts = state.facts();
    List<EpochFigures> history = new ArrayList<>();
    facts
        .path("history")
        .forEach(node -> history.add(Json.mapper().convertValue(node, EpochFigures.class)));
    int each = sizes.size();
    return new TrainingState(
        facts.path("epoch").asInt(),
        facts.path("bestEpoch").asInt(),
        history,
        arrays.subList(0, each),
        arrays.subList(each, 2 * each),
        arrays.subList(2 * each, 3 * each),
        facts.path("steps").asLong());
  }

  private static StateBytes sound(byte[] bytes, String where) {
    return StateBytes.read(bytes, where)
        .orElseThrow(
            () ->
                new WiresmithException(
                    ErrorCode.DIGEST_MISMATCH,
                    where + " is truncated or changed: its digest does not hold."));
  }

  /** The figures of the epoch by name, the loss of the training with them. */
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new java.util.TreeMap<>(figures().figures());
    metrics.put("training_loss", figures().training());
    return metrics;
  }
}
