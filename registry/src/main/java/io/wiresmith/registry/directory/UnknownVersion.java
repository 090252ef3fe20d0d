package io.wiresmith.registry.directory;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The error for a version that is not there, with those that are. */
final class UnknownVersion {
  private UnknownVersion() {}

  static WiresmithException error(ModelDirectory model, String selector) {
    return new WiresmithException(
        ErrorCode.NOT_FOUND,
        "There is no %s@%s in the registry %s. %s"
            .formatted(model.key(), selector, model.root(), known(model)));
  }

  private static String known(ModelDirectory model) {
    if (!Files.isDirectory(model.root())) {
      return "That directory does not exist; check --registry, or publish a model there first.";
    }
    ModelDirectory.Listing listing = model.listing();
    String versions =
        Stream.concat(
                listing.sound().stream().map(it -> it.number() + " (" + it.semVer() + ")"),
                listing.damaged().stream().map(it -> it.number() + " (damaged)"))
            .collect(Collectors.joining(", "));
    if (versions.isEmpty()) {
      return "It has no version of this model; publish one first: bin/wiresmith run "
          + model.key().id();
    }
    String aliases =
        model.aliases().entrySet().stream()
            .map(alias -> alias.getKey() + " -> " + alias.getValue())
            .collect(Collectors.joining(", "));
    return "Versions: %s. Aliases: %s.".formatted(versions, aliases.isEmpty() ? "none" : aliases);
  }
}
