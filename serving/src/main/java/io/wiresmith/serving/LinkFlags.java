package io.wiresmith.serving;

import io.wiresmith.serving.bandwidth.LinkMemory;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What the model {@code bandwidth} remembers. */
final class LinkFlags {
  @Option(
      names = "--link-memory",
      paramLabel = "TIME",
      converter = Amounts.DurationFlag.class,
      defaultValue = "15m",
      description = "How long bandwidth remembers a link after its last request.")
  private Duration remembered = LinkMemory.DEFAULT.remembered();

  @Option(
      names = "--max-links",
      paramLabel = "N",
      description = "Most links that bandwidth remembers; then the oldest is forgotten.")
  private int most = LinkMemory.DEFAULT.most();

  LinkMemory memory() {
    return new LinkMemory(remembered, most);
  }
}
