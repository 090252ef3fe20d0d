package io.wiresmith.jobs.cluster;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The address of a Spark master.
 *
 * @param url as spark-submit takes it
 */
public record Master(String url) {
  private static final String STANDALONE = "spark://";
  private static final int DEFAULT_PORT = 7077;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Refuses what no Spark takes.
   *
   * @throws WiresmithException {@code USAGE}
   */
  public Master {
    if (!url.matches("local(\\[.+])?|spark://[^,/]+:[0-9]+(,[^,/]+:[0-9]+)*|yarn|k8s://.+")) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "'%s' is no Spark master: local[2], local[*], spark://host:7077, yarn or k8s://https://host:443."
              .formatted(url));
    }
  }

  boolean local() {
    return url.startsWith("local");
  }

  /**
   * Waits for a standalone master to take a connection: Spark itself tries for a minute and then
   * stops in the middle of its start. Other masters are asked by Spark.
   *
   * @throws WiresmithException {@code DEPENDENCY_DOWN} if none does
   */
  void requireAnswer() {
    silence()
        .ifPresent(
            why -> {
              throw new WiresmithException(
                  ErrorCode.DEPENDENCY_DOWN,
                  "The Spark master %s does not answer within %d s (%s). Start it, or name another by --master."
                      .formatted(url, PATIENCE.toSeconds(), why));
            });
  }

  /**
   * Why a standalone master takes no connection, none of several; empty where one does, and of
   * others, which are not asked.
   */
  public Optional<String> silence() {
    if (!url.startsWith(STANDALONE)) {
      return Optional.empty();
    }
    List<String> reasons = new ArrayList<>();
    for (InetSocketAddress address : addresses()) {
      Optional<String> reason = silence(address);
      if (reason.isEmpty()) {
        return Optional.empty();
      }
      reasons.add(reason.get());
    }
    return Optional.of(String.join("; ", reasons));
  }

  private List<InetSocketAddress> addresses() {
    return Arrays.stream(url.substring(STANDALONE.length()).split(","))
        .map(
            address -> {
              int colon = address.lastIndexOf(':');
              return new InetSocketAddress(
                  address.substring(0, colon), port(address.substring(colon + 1)));
            })
        .toList();
  }

  private int port(String digits) {
    try {
      int port = Integer.parseInt(digits);
      return port >= 1 && port <= 65_535 ? port : DEFAULT_PORT;
    } catch (NumberFormatException e) {
      return DEFAULT_PORT;
    }
  }

  private static Optional<String> silence(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, Math.toIntExact(PATIENCE.toMillis()));
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of(address.getHostString() + " is no known host");
    } catch (IOException e) {
      return Optional.of(address + ": " + e.getMessage());
    }
  }
}
