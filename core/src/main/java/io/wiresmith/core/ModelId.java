package io.wiresmith.core;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The models that are built. Every verb switches over this enum exhaustively, without {@code
 * default}: a new constant fails to compile in exactly the places to fill.
 */
public enum ModelId {
  /** Forecasts the throughput of a link; its variants are the modes of networks. */
  BANDWIDTH("datacenter", "internet"),
  /** Chooses the codec that moves a payload cheapest. */
  COMPRESSION(""),
  /** Finds the fields of binary messages. */
  FIELDS("");

  private final List<String> variants;

  ModelId(String... variants) {
    this.variants = List.of(variants);
  }

  /** The models that are trained: one for each variant, or one without. */
  public List<ModelKey> keys() {
    return variants.stream().map(variant -> new ModelKey(this, variant)).toList();
  }

  /** The name on the command line, in paths and in the registry. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The model of that name.
   *
   * @throws WiresmithException {@code USAGE} with the known names, if there is none
   */
  public static ModelId of(String id) {
    for (ModelId model : values()) {
      if (model.id().equals(id)) {
        return model;
      }
    }
    String known = Arrays.stream(values()).map(ModelId::id).collect(Collectors.joining(", "));
    throw new WiresmithException(
        ErrorCode.USAGE, "Unknown model '" + id + "'. Known models: " + known + ".");
  }
}
