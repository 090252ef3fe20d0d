package io.wiresmith.core;

import org.jspecify.annotations.Nullable;

/**
 * The one exception of Wiresmith. Its message says where, what was found, what was required and
 * what to do next, in {@linkplain PlainText plain text} whoever's words stand in it.
 */
public final class WiresmithException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** An error without a foreign cause. */
  public WiresmithException(ErrorCode code, String message) {
    this(code, message, null);
  }

  /** An error that wraps a foreign exception, once, in its adapter. */
  public WiresmithException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(PlainText.lines(message), cause);
    this.code = code;
  }

  /** What went wrong. */
  public ErrorCode code() {
    return code;
  }
}
