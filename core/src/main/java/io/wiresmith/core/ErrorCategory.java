package io.wiresmith.core;

/** Who can mend an error; decides retry, exit code and HTTP status. */
public enum ErrorCategory {
  /** The request is wrong: never retried. */
  USER(2, 400),
  /** The data is wrong: never retried with the same data. */
  DATA(12, 422),
  /** Another system is down: retried with back-off. */
  DEPENDENCY(75, 503),
  /** Bytes are not what they should be: never retried. */
  INTEGRITY(13, 500),
  /** A defect of ours. */
  INTERNAL(1, 500);

  private final int exitCode;
  private final int httpStatus;

  ErrorCategory(int exitCode, int httpStatus) {
    this.exitCode = exitCode;
    this.httpStatus = httpStatus;
  }

  /** The exit code of a process that ends by an error of this category. */
  public int exitCode() {
    return exitCode;
  }

  /** The HTTP status of an answer that reports an error of this category. */
  public int httpStatus() {
    return httpStatus;
  }
}
