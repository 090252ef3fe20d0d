package io.wiresmith.jobs.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Compares the clock of this machine with a server's. */
final class ClockCheck {
  /** The header has whole seconds. */
  private static final Duration SMALL = Duration.ofSeconds(5);

  /** A lease lasts about as long. */
  private static final Duration LARGE = Duration.ofSeconds(60);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String REMEDY =
      "Let both machines follow a time server: timedatectl set-ntp true";

  private ClockCheck() {}

  /**
   * A server that does not answer says nothing of the clock; another check says that it is down.
   */
  static Finding against(String server) throws InterruptedException {
    try {
      return compared(server);
    } catch (IOException e) {
      String found = "not compared: %s does not answer".formatted(server);
      return Finding.warning("clock", found, "Look again when it does.");
    }
  }

  private static Finding compared(String server) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request = HttpRequest.newBuilder(URI.create(server)).timeout(PATIENCE).build();
    Instant before = Instant.now();
    HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
    Instant middle = before.plus(Duration.between(before, Instant.now()).dividedBy(2));
    Optional<Instant> theirs = answer.headers().firstValue("Date").flatMap(ClockCheck::parsed);
    return theirs
        .map(time -> judged(server, Duration.between(time, middle)))
        .orElseGet(
            () -> Finding.warning("clock", server + " does not tell the time", "Compare by hand."));
  }

  private static Optional<Instant> parsed(String date) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Finding judged(String server, Duration ahead) {
    String found =
        "%d s %s of %s"
            .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead", server);
    if (ahead.abs().compareTo(SMALL) <= 0) {
      return Finding.ok("clock", "agrees with " + server);
    }
    return ahead.abs().compareTo(LARGE) <= 0
        ? Finding.warning("clock", found, REMEDY)
        : Finding.failed("clock", found, REMEDY);
  }
}
