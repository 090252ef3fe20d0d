package io.wiresmith.serving.model;

import io.wiresmith.core.ErrorCategory;
import io.wiresmith.core.WiresmithException;
import java.util.Optional;

/**
 * A version that may not take traffic; it is not tried again until the alias moves.
 *
 * @param version the version
 * @param error why, in full: for the log, it may name paths
 */
public record Refusal(SourcedVersion version, WiresmithException error) {
  /** Why, for whoever asks over HTTP: without paths. */
  public String reason() {
    String why =
        switch (error.code().category()) {
          case INTEGRITY -> "its bytes or its conformance vectors do not hold";
          case USER, DATA -> "it is no model that this server runs";
          case DEPENDENCY, INTERNAL -> "it could not be loaded";
        };
    String name = version.named();
    return "%s was refused: %s (%s). The server's log names the file."
        .formatted(Character.toUpperCase(name.charAt(0)) + name.substring(1), why, error.code());
  }

  /** The registry's number; empty where the record that has it is unreadable. */
  public Optional<Integer> number() {
    return Optional.of(version.number()).filter(it -> !version.equals(SourcedVersion.UNREADABLE));
  }

  /** Whether it is the bytes that are wrong. */
  public boolean breaksIntegrity() {
    return error.code().category() == ErrorCategory.INTEGRITY;
  }
}
