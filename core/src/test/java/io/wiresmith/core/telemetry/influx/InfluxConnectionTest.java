package io.wiresmith.core.telemetry.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against every server, with authentication on and off. */
class InfluxConnectionTest {
  private static final InfluxTimeouts SHORT =
      new InfluxTimeouts(Duration.ofSeconds(5), Duration.ofMillis(300));

  @ParameterizedTest
  @EnumSource
  void knowsTheVersion(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).start()) {
      assertThat(connection(influx).version()).startsWith(release.version());
    }
  }

  @ParameterizedTest
  @EnumSource
  void queriesWithTheRightCredentials(InfluxRelease release) throws IOException {
    try (TestingInflux influx = InfluxSetup.of(release).withAuthentication().start()) {
      influx.createDatabase("t");
      influx.write("t", "m f=1 1");
      try (InfluxAnswer answer = query(connection(influx), "SELECT f FROM m")) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"values\":[[\"1970-01-01T00:00:00.000000001Z\",1]]");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesTheVariablesWhenTheCredentialsAreWrong(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).withAuthentication().start()) {
      influx.createDatabase("t");
      for (Map<String, String> wrong : wrongCredentials()) {
        InfluxConnection connection = connection(influx, InfluxCredentials.of(wrong));

        assertThatThrownBy(() -> refuse(connection))
            .isInstanceOfSatisfying(
                WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
            .hasMessageContaining(influx.location("t") + " refuses the query (401")
            .hasMessageContaining("Set WIRESMITH_INFLUX_TOKEN, or WIRESMITH_INFLUX_USER")
            .hasMessageNotContaining("SECRET");
      }
    }
  }

  private static Iterable<Map<String, String>> wrongCredentials() {
    return List.of(
        Map.of(),
        Map.of("WIRESMITH_INFLUX_TOKEN", "SECRET"),
        Map.of("WIRESMITH_INFLUX_USER", "tester", "WIRESMITH_INFLUX_PASSWORD", "SECRET"),
        Map.of("WIRESMITH_INFLUX_USER", "nobody", "WIRESMITH_INFLUX_PASSWORD", "SECRET"));
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheServersWordsOfARefusal(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).withAuthentication().start()) {
      influx.createDatabase("t");

      assertThatThrownBy(() -> refuse(connection(influx), "SELECT"))
          .isInstanceOfSatisfying(
              WiresmithException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
          .hasMessageContaining("pars")
          .hasMessageContaining("query: found EOF, expected identifier")
          .hasMessageContaining("400");
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysThatNobodyListens(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).start()) {
      InfluxConnection connection = connection(influx);
      influx.kill();

      fails(connection::version, ErrorCode.DEPENDENCY_DOWN, "does not listen", "Check host, port");
      influx.restart();
      assertThat(connection.version()).startsWith(release.version());
    }
  }

  @ParameterizedTest
  @EnumSource(names = "V1_6")
  void saysThatTheServerIsSilent(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).start();
        TapProxy proxy = TapProxy.of(influx)) {
      proxy.tap(Tap.open().stallAfter(0, Duration.ofMinutes(5)));

      fails(connection(influx, proxy)::version, ErrorCode.DEPENDENCY_DOWN, "is silent", "300 ms");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "V1_6")
  void tellsStrangersFromServersThatAreDown(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).start();
        TapProxy proxy = TapProxy.of(influx)) {
      InfluxConnection connection = connection(influx, proxy);
      String page = "<html><body>Welcome to nginx!</body></html>";

      proxy.tap(Tap.answering(answer("200 OK", page)));
      fails(connection::version, ErrorCode.USAGE, "answers 200 to /ping", "no InfluxDB server");
      proxy.tap(Tap.answering(answer("502 Bad Gateway", page)));
      fails(connection::version, ErrorCode.DEPENDENCY_DOWN, "502: it answers HTML", "try again");
      fails(
          () -> refuse(connection), ErrorCode.DEPENDENCY_DOWN, "502: it answers HTML", "try again");
      proxy.tap(Tap.answering("220 mail.example.org ESMTP\r\n"));
      fails(connection::version, ErrorCode.DEPENDENCY_DOWN, "does not speak HTTP", "Check host");
      proxy.tap(
          Tap.answering("HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n"));
      fails(connection::version, ErrorCode.USAGE, "answers 302 to /ping", "no InfluxDB server");
    }
  }

  @ParameterizedTest
  @EnumSource
  void neverTakesACutAnswerForAWholeOne(InfluxRelease release) throws IOException {
    try (TestingInflux influx = InfluxSetup.of(release).start();
        TapProxy proxy = TapProxy.of(influx)) {
      influx.createDatabase("t");
      influx.write("t", "m f=1,s=\"some words\" 1\nm f=2 2\nm f=3 3");
      InfluxConnection connection = connection(influx, proxy);
      for (String chunked : new String[] {"true", "false"}) {
        proxy.tap(Tap.open());
        long length = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) { // the first may be asked twice, after what was cut before
          long before = proxy.bytes();
          assertThat(text(connection, chunked)).contains("some words");
          length = Math.min(length, proxy.bytes() - before);
        }
        for (long cut = 0; cut < length; cut++) {
          proxy.tap(Tap.open().cutAfter(cut, cut % 2 == 0 ? Tap.Ending.FIN : Tap.Ending.RST));

          assertThatThrownBy(() -> text(connection, chunked))
              .as("cut after %d of %d bytes, chunked=%s", cut, length, chunked)
              .matches(e -> e instanceof IOException || e instanceof WiresmithException);
        }
      }
    }
  }

  @Test
  void saysThatTheHostIsUnknown() {
    InfluxConnection connection =
        new InfluxConnection(
            InfluxLocation.parse("influxdb+http://no-such-host.invalid/t"),
            InfluxCredentials.none(),
            SHORT);

    fails(connection::version, ErrorCode.DEPENDENCY_DOWN, "has an unknown host", "Check host");
  }

  private static String answer(String status, String page) {
    return "HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, page.length(), page);
  }

  private static String text(InfluxConnection connection, String chunked) throws IOException {
    Map<String, String> form = new TreeMap<>(Map.of("db", "t", "q", "SELECT * FROM m"));
    form.put("chunked", chunked);
    form.put("epoch", "ns");
    try (InfluxAnswer answer = connection.form("/query", Map.of(), form)) {
      if (answer.status() != 200) {
        throw new IOException("status " + answer.status());
      }
      return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void fails(ThrowingCallable call, ErrorCode code, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(WiresmithException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(words);
  }

  private static void refuse(InfluxConnection connection) {
    refuse(connection, "SHOW MEASUREMENTS");
  }

  private static void refuse(InfluxConnection connection, String query) {
    try (InfluxAnswer answer = query(connection, query)) {
      throw connection.refused(answer, "the query");
    }
  }

  private static InfluxAnswer query(InfluxConnection connection, String query) {
    return connection.form("/query", Map.of(), Map.of("db", "t", "q", query));
  }

  private static InfluxConnection connection(TestingInflux influx) {
    return connection(influx, influx.credentials());
  }

  private static InfluxConnection connection(TestingInflux influx, InfluxCredentials credentials) {
    return new InfluxConnection(influx.location("t"), credentials, InfluxTimeouts.usual());
  }

  private static InfluxConnection connection(TestingInflux influx, TapProxy proxy) {
    return new InfluxConnection(proxy.location(influx.location("t")), influx.credentials(), SHORT);
  }
}
