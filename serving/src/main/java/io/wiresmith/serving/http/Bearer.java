package io.wiresmith.serving.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Compares bearer tokens in constant time. */
record Bearer(String token) {
  boolean admits(@Nullable String authorization) {
    String scheme = "Bearer ";
    return authorization != null
        && authorization.regionMatches(true, 0, scheme, 0, scheme.length())
        && MessageDigest.isEqual(
            authorization.substring(scheme.length()).trim().getBytes(StandardCharsets.UTF_8),
            token.getBytes(StandardCharsets.UTF_8));
  }
}
