package io.wiresmith.registry.mlflow;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.TlsFailure;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** Turns what a server and its transport say into sentences with a remedy. */
record MlflowRefusals(MlflowServer server) {
  private static final String CREDENTIALS =
      "Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN, of one"
          + " who may do this.";
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  /** Whether the same request may be answered otherwise a moment later. */
  boolean passing(MlflowAnswer answer) {
    return LATER.contains(answer.status())
        || answer.status() >= 500
        || (answer.status() == 400 && answer.words().contains("QueuePool limit"));
  }

  WiresmithException of(MlflowAnswer answer) {
    return new WiresmithException(
        code(answer),
        "%s refuses %s (%d: %s). %s"
            .formatted(server, answer.what(), answer.status(), answer.words(), remedy(answer)));
  }

  /** For a success that is none: a page, or no JSON. */
  WiresmithException notJson(MlflowAnswer answer) {
    boolean page = answer.words().startsWith("it answers HTML");
    return new WiresmithException(
        page ? ErrorCode.USAGE : ErrorCode.DEPENDENCY_DOWN,
        "%s answers %s with 200 and no JSON (%s). %s"
            .formatted(
                server,
                answer.what(),
                answer.words(),
                page
                    ? "Check the address, and log in or pass by the proxy."
                    : "Look into the server's log, and try again."));
  }

  /** For a search that has no last page. */
  WiresmithException endless(String path, int pages) {
    return new WiresmithException(
        ErrorCode.USAGE,
        "%s answers the search %s with more than %d pages. Check the address: no registry says so much."
            .formatted(server, path, pages));
  }

  private ErrorCode code(MlflowAnswer answer) {
    if (passing(answer)) {
      return ErrorCode.DEPENDENCY_DOWN;
    }
    return switch (answer.status()) {
      case 401, 403 -> ErrorCode.USAGE;
      case 404 -> answer.absent() ? ErrorCode.NOT_FOUND : ErrorCode.USAGE;
      case 409 -> ErrorCode.CONFLICT;
      default -> answer.status() < 400 ? ErrorCode.USAGE : ErrorCode.INVALID_INPUT;
    };
  }

  private String remedy(MlflowAnswer answer) {
    if (passing(answer)) {
      return answer.status() == 429
          ? "It limits requests: try again later, or raise the limit."
          : "Look into the server's log, and try again.";
    }
    return switch (answer.status()) {
      case 401 -> CREDENTIALS;
      case 403 ->
          answer.words().toLowerCase(Locale.ROOT).contains("host")
              ? "Add the host to the server's --allowed-hosts."
              : CREDENTIALS;
      case 404 ->
          answer.absent()
              ? "Check the name, and whether it was deleted meanwhile."
              : "It is no MLflow 3 server, or lies under another path; check the address.";
      case 409 -> "Someone else changes the same: try again.";
      case 413 -> "Raise the limit of the body's size on the server or on the proxy before it.";
      default ->
          answer.status() < 400
              ? "It sends the request elsewhere; use the address that it names."
              : "Check that the server is MLflow 3.4 or later.";
    };
  }

  /** For a transport that broke, or that never came about. */
  WiresmithException broken(String what, Throwable cause, Duration waited) {
    if (cause instanceof LimitedBody.TooLong && !what.contains("/api/2.0/mlflow/")) {
      return new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "%s answers %s with %s, more than this process can hold: no file that was registered is so long. Use another version, or restore the file."
              .formatted(server, what, cause.getMessage()),
          cause);
    }
    if (cause instanceof LimitedBody.TooLong) {
      return new WiresmithException(
          ErrorCode.USAGE,
          "%s answers %s with %s. Check the address: no registry says so much."
              .formatted(server, what, cause.getMessage()),
          cause);
    }
    return TlsFailure.of(server, MlflowServer.AUTHORITY, cause)
        .orElseGet(
            () ->
                new WiresmithException(
                    ErrorCode.DEPENDENCY_DOWN,
                    "%s %s (%s). Check host, port and http or https, and that the server runs, then try again."
                        .formatted(server, found(cause, waited), what),
                    cause));
  }

  private static String found(Throwable cause, Duration waited) {
    if (cause instanceof HttpConnectTimeoutException) {
      return "does not take the connection";
    }
    if (cause instanceof ConnectException) {
      Throwable below = cause.getCause();
      return below instanceof UnresolvedAddressException
          ? "has an unknown host"
          : "does not listen";
    }
    if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
      return "has an unknown host";
    }
    if (cause instanceof LimitedBody.Stalled) {
      return "stops in the middle of its answer: " + cause.getMessage();
    }
    return cause instanceof java.util.concurrent.TimeoutException
        ? "is silent or too slow: no whole answer within " + waited.toMillis() + " ms"
        : "broke off: " + cause;
  }
}
