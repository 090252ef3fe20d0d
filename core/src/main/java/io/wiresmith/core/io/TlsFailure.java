package io.wiresmith.core.io;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.EOFException;
import java.net.SocketException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Tells TLS that cannot work, which somebody must mend, from TLS over a connection that broke. */
public final class TlsFailure {
  private TlsFailure() {}

  /**
   * The error, if TLS itself is what failed.
   *
   * @param server whom one tried to reach, for the message
   * @param variable the environment variable that names the authority's file
   */
  public static Optional<WiresmithException> of(Object server, String variable, Throwable cause) {
    if (!(cause instanceof SSLException) || transport(cause)) {
      return Optional.empty();
    }
    return Optional.of(
        new WiresmithException(
            ErrorCode.USAGE,
            "TLS to %s fails: %s. Set %s to the authority's PEM file, and check https and the host's name."
                .formatted(server, cause.getMessage(), variable),
            cause));
  }

  /** Whether TLS fails only because what is below it broke. */
  private static boolean transport(Throwable cause) {
    for (Throwable below = cause; below != null; below = below.getCause()) {
      if (below instanceof SocketException || below instanceof EOFException) {
        return true;
      }
    }
    return false;
  }
}
