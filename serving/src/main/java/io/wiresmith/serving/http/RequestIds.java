package io.wiresmith.serving.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names requests for the log: by the client's own name if that is harmless, else by a new one. */
final class RequestIds {
  static final String HEADER = "X-Request-Id";

  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private final AtomicLong next = new AtomicLong();
  private final String prefix;

  RequestIds() {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    prefix = HexFormat.of().formatHex(random) + "-";
  }

  String of(@Nullable String given) {
    return given != null && HARMLESS.matcher(given).matches()
        ? given
        : prefix + next.incrementAndGet();
  }
}
