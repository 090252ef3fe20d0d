package io.wiresmith.evaluation.contract;

import io.wiresmith.core.artifact.Artifact;
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
}
