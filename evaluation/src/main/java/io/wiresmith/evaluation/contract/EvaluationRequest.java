package io.wiresmith.evaluation.contract;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetRef;
import java.util.Optional;

/**
 * What is to be judged.
 *
 * @param candidate the artifact
 * @param labelled the labelled dataset that holds the test rows
 * @param testRows which of its rows
 * @param champion the present champion, where there is one to compare with
 * @param resamples resamples of each bootstrap; 500 is usual
 * @param seed the only source of randomness
 */
public record EvaluationRequest(
    Artifact candidate,
    DatasetRef labelled,
    TestRows testRows,
    Optional<Champion> champion,
    int resamples,
    long seed) {
  /**
   * The present champion.
   *
   * @param ref {@code <model>@<number>}
   * @param artifact its files
   */
  public record Champion(String ref, Artifact artifact) {}

  /** Where the candidate's files lie; every worker must see it. */
  public String candidateDirectory() {
    return candidate.directory().toAbsolutePath().toString();
  }

  /** Likewise of the champion; empty text without one. */
  public String championDirectory() {
    return champion.map(c -> c.artifact().directory().toAbsolutePath().toString()).orElse("");
  }

  /** The request of a run: rows later than the training, 500 resamples. */
  public static EvaluationRequest laterThanTraining(
      Artifact candidate, DatasetRef labelled, Optional<Champion> champion, long seed) {
    return new EvaluationRequest(candidate, labelled, TestRows.UNSEEN, champion, 500, seed);
  }

  /** The request for an existing artifact on other data: every row, no champion. */
  public static EvaluationRequest all(Artifact candidate, DatasetRef labelled, long seed) {
    return new EvaluationRequest(candidate, labelled, TestRows.ALL, Optional.empty(), 500, seed);
  }

  /**
   * Checks that artifact and dataset belong together.
   *
   * @throws WiresmithException {@code USAGE} if they are of two models, or the dataset is raw
   */
  public void requireOneModel() {
    boolean one = candidate.key().equals(labelled.manifest().model());
    if (labelled.kind() != DatasetKind.LABELLED || !one) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "%s is an artifact of %s and %s a %s dataset of %s; required are an artifact and a labelled dataset of one model%s."
              .formatted(
                  candidate.directory(),
                  candidate.key(),
                  labelled.directory(),
                  labelled.kind().id(),
                  labelled.manifest().model(),
                  candidate.key().variant().isEmpty() ? "" : " and variant"));
    }
  }
}
