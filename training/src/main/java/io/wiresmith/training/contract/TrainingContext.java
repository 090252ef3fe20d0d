package io.wiresmith.training.contract;

import io.wiresmith.core.run.CurvePoint;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a training needs to know about its surroundings.
 *
 * @param codeRevision the code that trains, for the provenance
 * @param seed the only source of randomness
 * @param progress takes lines with percentage and remaining time, for people
 * @param labels the configuration that made the labels, for the provenance
 * @param points takes losses by epoch and round, as soon as they are known
 * @param checkpoints directory of this very work, kept until its artifact is committed: what a
 *     killed training left there is taken up
 */
public record TrainingContext(
    String codeRevision,
    long seed,
    Consumer<String> progress,
    Map<String, String> labels,
    Consumer<CurvePoint> points,
    Path checkpoints) {
  /** Copies the map. */
  public TrainingContext {
    labels = Map.copyOf(labels);
  }

  /** A training on labels that were made as shipped, whose losses nobody watches. */
  public TrainingContext(
      String codeRevision, long seed, Consumer<String> progress, Path checkpoints) {
    this(codeRevision, seed, progress, Map.of(), point -> {}, checkpoints);
  }

  /** The surroundings of what other code has trained, with another seed. */
  public TrainingContext as(String revision, long otherSeed) {
    return new TrainingContext(revision, otherSeed, progress, labels, points, checkpoints);
  }

  /** Where checkpoints of a model are kept for people, beside those of the works. */
  public Path kept(String model) {
    return checkpoints.resolveSibling(model);
  }
}
