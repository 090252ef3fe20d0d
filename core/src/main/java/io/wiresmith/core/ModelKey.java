package io.wiresmith.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model and its variant; a variant is data, never a special case.
 *
 * @param model the model
 * @param variant the variant, or empty text where the model has none
 */
public record ModelKey(ModelId model, String variant) {
  private static final String REGISTERED = "wiresmith-";
  private static final Pattern VARIANT = Pattern.compile("[a-z0-9]*");

  /** Checks the variant. */
  public ModelKey {
    if (!VARIANT.matcher(variant).matches()) {
      throw new WiresmithException(
          ErrorCode.USAGE, "Variant '" + variant + "' may hold only a-z and 0-9.");
    }
  }

  /** A model without variant. */
  public static ModelKey of(ModelId model) {
    return new ModelKey(model, "");
  }

  /** Reads {@code <model>[-<variant>]}. */
  @JsonCreator
  public static ModelKey parse(String text) {
    int dash = text.indexOf('-');
    return dash < 0
        ? of(ModelId.of(text))
        : new ModelKey(ModelId.of(text.substring(0, dash)), text.substring(dash + 1));
  }

  /** The model of a name in a registry; none for models that this build does not know. */
  public static Optional<ModelKey> ofRegisteredName(String name) {
    if (!name.startsWith(REGISTERED)) {
      return Optional.empty();
    }
    try {
      ModelKey key = parse(name.substring(REGISTERED.length()));
      return Optional.of(key).filter(it -> it.registeredName().equals(name));
    } catch (WiresmithException e) {
      return Optional.empty();
    }
  }

  /** {@code <model>[-<variant>]}, as on the command line. */
  @JsonValue
  public String id() {
    return variant.isEmpty() ? model.id() : model.id() + "-" + variant;
  }

  /** {@code wiresmith-<model>[-<variant>]}, as in every registry. */
  public String registeredName() {
    return REGISTERED + id();
  }

  @Override
  public String toString() {
    return id();
  }
}
