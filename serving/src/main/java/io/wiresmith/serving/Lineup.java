package io.wiresmith.serving;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which references a server follows for the names that it answers to.
 *
 * @param named what was asked for; each model once
 * @param followed what is looked for in the registry, by model
 */
record Lineup(List<ModelRef> named, Map<ModelKey, ModelRef> followed) {
  /**
   * A model with variants, named without one, is all of them together.
   *
   * @throws WiresmithException {@code USAGE} if two versions of one model would have to serve
   */
  static Lineup of(List<ModelRef> named) {
    if (named.stream().map(ModelRef::key).distinct().count() != named.size()) {
      throw new WiresmithException(
          ErrorCode.USAGE, "--models names a model twice; a server serves one version of each.");
    }
    Map<ModelKey, ModelRef> followed = new LinkedHashMap<>();
    for (ModelRef ref : named) {
      for (ModelRef part : parts(ref)) {
        ModelRef other = followed.putIfAbsent(part.key(), part);
        if (other != null && !other.equals(part)) {
          throw new WiresmithException(
              ErrorCode.USAGE,
              "--models asks for %s and for %s, one of them as a part of another name; a server serves one version of each. Name the same."
                  .formatted(other, part));
        }
      }
    }
    return new Lineup(List.copyOf(named), followed);
  }

  /** Whether a reference names several models that answer together. */
  static boolean isWhole(ModelRef ref) {
    return !ref.key().model().keys().contains(ref.key()) && ref.key().variant().isEmpty();
  }

  /**
   * The references behind a name: itself, or its variants'.
   *
   * @throws WiresmithException {@code USAGE} if there is no such variant, or if it is a number that
   *     means another version in each
   */
  static List<ModelRef> parts(ModelRef ref) {
    ModelId model = ref.key().model();
    if (!isWhole(ref)) {
      check(ref.key());
      return List.of(ref);
    }
    if (!(ref.selector() instanceof ModelRef.Alias)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "%s is several models, each with versions of its own; name it by an alias, as %s, or name one of them, as %s."
              .formatted(
                  ref,
                  ModelRef.champion(ref.key()),
                  new ModelRef(model.keys().get(0), ref.selector())));
    }
    return model.keys().stream().map(key -> new ModelRef(key, ref.selector())).toList();
  }

  private static void check(ModelKey key) {
    List<ModelKey> known = key.model().keys();
    if (!known.contains(key)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "There is no model '%s'. Known: %s."
              .formatted(
                  key, known.stream().map(ModelKey::toString).collect(Collectors.joining(", "))));
    }
  }
}
