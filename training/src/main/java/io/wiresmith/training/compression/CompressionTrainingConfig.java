package io.wiresmith.training.compression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.training.contract.Overrides;
import io.wiresmith.training.network.NetworkSettings;
import io.wiresmith.training.xgboost.TreeSettings;
import java.util.List;

/**
 * Everything that decides how the compression model is trained.
 *
 * @param split how the rows are cut in time
 * @param folds folds of the cross-validation, groups of streams; below 2 for none
 * @param trees the boosted trees
 * @param treeRows weights, augmentation and inputs of the trees
 * @param network the networks
 * @param networkRows weights, augmentation and inputs of the networks
 * @param treeWeight share of the trees in the probabilities; the networks have the rest
 * @param compareSpecification whether the specification's members are trained too, for the report
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
public record CompressionTrainingConfig(
    Split split,
    int folds,
    TreeSettings trees,
    MemberRows treeRows,
    NetworkSettings network,
    MemberRows networkRows,
    double treeWeight,
    boolean compareSpecification) {

  /**
   * How the rows are cut in time.
   *
   * @param testRatio share of the rows, the latest, that nothing is fitted on
   * @param validationRatio share of the rest, the latest, for early stopping
   * @param refit whether the members are fitted again on the validation part too, with the number
   *     of rounds and epochs that early stopping found
   */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  public record Split(double testRatio, double validationRatio, boolean refit) {}

  /**
   * What a member learns from.
   *
   * @param weights weights of its rows
   * @param augmentation augmented rows; for the networks, fresh ones replace the rows in each epoch
   * @param interactions inputs derived from the 18 features, beside them; see {@link Interaction}
   */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  public record MemberRows(
      RowWeights weights, AugmentationSettings augmentation, List<Interaction> interactions) {
    /** Copies the interactions. */
    public MemberRows {
      interactions = List.copyOf(interactions);
    }

    /** Equal weights, nothing augmented, no derived inputs. */
    public static MemberRows plain() {
      return new MemberRows(RowWeights.EQUAL, AugmentationSettings.NONE, List.of());
    }
  }

  /** Checks the ranges, all problems at once. */
  public CompressionTrainingConfig {
    Ranges ranges = new Ranges();
    ranges.split(split, folds, treeWeight);
    ranges.trees(trees);
    ranges.rows("tree-rows", treeRows);
    ranges.network(network);
    ranges.rows("network-rows", networkRows);
    ranges.check();
  }

  /**
   * The settings that are shipped: found by experiments with the recorded transfers, described in
   * {@code docs/reference/compression-model.md}.
   */
  public static CompressionTrainingConfig shipped() {
    return new CompressionTrainingConfig(
        new Split(0.2, 0.1, true),
        5,
        new TreeSettings(200, 5, 0.08, 0.8, 0.7, 1, 5, 1, 256, 30, 1),
        new MemberRows(
            new RowWeights(0.5, 0, 100),
            new AugmentationSettings(1, 1, 1),
            List.of(Interaction.values())),
        new NetworkSettings(List.of(128, 64, 32), true, 0, 1, 5, 100, 4e-3, 0, 512, 40, 10, 2),
        new MemberRows(
            RowWeights.EQUAL,
            new AugmentationSettings(1, 0.3, 0.3),
            List.of(Interaction.HDE_SAVING_BASELINE, Interaction.HDE_SAVING_ESTIMATE)),
        0.6,
        true);
  }

  /** The specification's: its trees and network, unweighted, 70 % and 30 %. */
  public static CompressionTrainingConfig specification() {
    return new CompressionTrainingConfig(
        new Split(0.2, 0.1, true),
        5,
        TreeSettings.specification(),
        MemberRows.plain(),
        NetworkSettings.specification(),
        MemberRows.plain(),
        0.7,
        true);
  }

  /**
   * The shipped settings with some of them replaced.
   *
   * @param overrides by the same names, nested
   * @throws WiresmithException {@code INVALID_CONFIG} for an unknown name or a wrong value
   */
  public static CompressionTrainingConfig parse(JsonNode overrides) {
    return Overrides.parse(shipped(), overrides, "training.compression");
  }
}
