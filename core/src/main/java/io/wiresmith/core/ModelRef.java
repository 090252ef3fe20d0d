package io.wiresmith.core;

import java.util.regex.Pattern;

/**
 * A version of a model, {@code <model>[-<variant>]@<alias|number|SemVer>}.
 *
 * @param key the model
 * @param selector which version
 */
public record ModelRef(ModelKey key, Selector selector) {
  /** How a version is named. */
  public sealed interface Selector {}

  /**
   * By alias.
   *
   * @param name such as {@code champion}
   */
  public record Alias(String name) implements Selector {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * By the registry's number.
   *
   * @param value 1 or more
   */
  public record Number(int value) implements Selector {
    @Override
    public String toString() {
      return Integer.toString(value);
    }
  }

  /**
   * By semantic version.
   *
   * @param value such as {@code 1.2.0}
   */
  public record SemVer(String value) implements Selector {
    @Override
    public String toString() {
      return value;
    }
  }

  /** The alias of the version that decides in production. */
  public static final String CHAMPION = "champion";

  /** The alias of a blessed version that waits for promotion. */
  public static final String CHALLENGER = "challenger";

  /** The alias of the version that was champion before. */
  public static final String PREVIOUS = "previous";

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern SEMVER = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+");
  private static final Pattern ALIAS = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

  /** The champion of a model. */
  public static ModelRef champion(ModelKey key) {
    return new ModelRef(key, new Alias(CHAMPION));
  }

  /**
   * Reads {@code compression@champion}, {@code compression@3}, {@code compression@1.2.0}.
   *
   * @throws WiresmithException {@code USAGE} if it is none of these
   */
  public static ModelRef parse(String text) {
    int at = text.indexOf('@');
    if (at <= 0 || at == text.length() - 1) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "'"
              + text
              + "' is no version of a model. Write <model>@<alias>, <model>@<number> or"
              + " <model>@<SemVer>, for example compression@champion.");
    }
    return new ModelRef(ModelKey.parse(text.substring(0, at)), selector(text.substring(at + 1)));
  }

  /** Reads the part behind the {@code @}. */
  public static Selector selector(String text) {
    if (NUMBER.matcher(text).matches()) {
      return new Number(Integer.parseInt(text));
    }
    if (SEMVER.matcher(text).matches()) {
      return new SemVer(text);
    }
    if (ALIAS.matcher(text).matches()) {
      return new Alias(text);
    }
    throw new WiresmithException(
        ErrorCode.USAGE,
        "'" + text + "' is neither an alias, a number nor a SemVer. Try champion, 1 or 1.0.0.");
  }

  @Override
  public String toString() {
    return key.id() + "@" + selector;
  }
}
