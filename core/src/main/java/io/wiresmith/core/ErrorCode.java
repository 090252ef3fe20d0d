package io.wiresmith.core;

/** What went wrong, by name; the category decides what happens next. */
public enum ErrorCode {
  USAGE(ErrorCategory.USER),
  INVALID_CONFIG(ErrorCategory.USER),
  NOT_FOUND(ErrorCategory.USER),
  INVALID_INPUT(ErrorCategory.USER),
  NOTHING_TO_DO(ErrorCategory.USER, 14),
  GATE_REJECTED(ErrorCategory.DATA, 10),
  GATE_INCONCLUSIVE(ErrorCategory.DATA, 11),
  DATA_QUALITY(ErrorCategory.DATA),
  DATA_LATE(ErrorCategory.DATA),
  TRAINING_FAILED(ErrorCategory.DATA),
  UNREADABLE_DATA(ErrorCategory.DATA),
  DIGEST_MISMATCH(ErrorCategory.INTEGRITY),
  SIGNATURE_REFUSED(ErrorCategory.INTEGRITY),
  CONFORMANCE_FAILED(ErrorCategory.INTEGRITY),
  PARITY_FAILED(ErrorCategory.INTEGRITY),
  STORAGE_UNAVAILABLE(ErrorCategory.DEPENDENCY),
  DEPENDENCY_DOWN(ErrorCategory.DEPENDENCY),
  CONFLICT(ErrorCategory.DEPENDENCY),
  OUTCOME_UNKNOWN(ErrorCategory.DEPENDENCY),
  INTERNAL(ErrorCategory.INTERNAL);

  private final ErrorCategory category;
  private final int exitCode;

  ErrorCode(ErrorCategory category) {
    this(category, category.exitCode());
  }

  ErrorCode(ErrorCategory category, int exitCode) {
    this.category = category;
    this.exitCode = exitCode;
  }

  /** The category, which decides retry and HTTP status. */
  public ErrorCategory category() {
    return category;
  }

  /** The exit code of a process that ends by this error. */
  public int exitCode() {
    return exitCode;
  }
}
