package io.wiresmith.core.telemetry.influx;

import static io.wiresmith.core.telemetry.influx.TestingWrites.connection;
import static io.wiresmith.core.telemetry.influx.TestingWrites.limits;
import static io.wiresmith.core.telemetry.influx.TestingWrites.points;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InfluxWriterTest {
  private final TestingWrites writes = new TestingWrites();

  @ParameterizedTest
  @EnumSource
  void everyLineOfManyBatchesArrivesInADatabaseThatWasMissing(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).withAuthentication().start()) {
      String name = release.hasOrganisations() ? "new öne" : "new \"one\"";
      InfluxConnection connection = connection(influx, influx.location(name));
      InfluxWriteCounts counts =
          writes.write(connection, limits(1_000, 20_000), MissingDatabase.CREATE, points(12_345));

      assertThat(counts).isEqualTo(new InfluxWriteCounts(12_345, 12_345, 0));
      assertThat(writes.said).singleElement().asString().contains("was missing: created the");
      assertThat(new InfluxBuckets(connection).list()).contains(name);
      assertThat(count(connection)).isEqualTo(12_345);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theRefusedLinesAreFoundAndTheOthersAreWritten(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).start()) {
      List<String> lines = new ArrayList<>(points(1_000));
      lines.set(400, "m,host=h1 f=\"text\" 400");
      lines.set(401, "m,host=h1 f=true 401");
      lines.set(777, "m,host=h1 f=1.0.0 777");
      InfluxConnection connection = connection(influx, influx.location("t"));
      InfluxWriteCounts counts =
          writes.write(connection, limits(300, 1 << 20), MissingDatabase.CREATE, lines);

      assertThat(counts).isEqualTo(new InfluxWriteCounts(1_000, 997, 3));
      assertThat(writes.refused).containsExactly(401L, 402L, 778L);
      assertThat(writes.words.get(0)).contains("type conflict");
      assertThat(writes.words.get(2)).contains("unable to parse");
      assertThat(count(connection)).isEqualTo(997);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whereEveryLineIsWrongEachIsReported(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).start()) {
      InfluxConnection connection = connection(influx, influx.location("t"));
      writes.write(connection, limits(300, 1 << 20), MissingDatabase.CREATE, List.of("m f=1 1"));
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < 250; i++) {
        wrong.add(i < 125 ? "m f=\"text\" " + i : "m f=1.0.0 " + i);
      }
      InfluxWriteCounts counts =
          writes.write(connection, limits(125, 1 << 20), MissingDatabase.REFUSE, wrong);

      assertThat(counts).isEqualTo(new InfluxWriteCounts(250, 0, 250));
      assertThat(writes.refused).hasSize(250).startsWith(1L).endsWith(250L);
      assertThat(writes.words.get(249)).contains("1.0.0 249");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V1_6", "V1_12"})
  void aBatchThatIsTooLargeForTheServerIsHalved(InfluxRelease release) {
    InfluxSetup setup = InfluxSetup.of(release).with(InfluxSetting.MAX_BODY_SIZE, "100000");
    try (TestingInflux influx = setup.start()) {
      influx.createDatabase("t");
      List<String> lines = new ArrayList<>(points(8_000));
      lines.set(5_000, "m s=\"" + "x".repeat(60_000) + "\",t=\"" + "x".repeat(60_000) + "\" 5");
      InfluxConnection connection = connection(influx, influx.location("t"));
      InfluxWriteCounts counts =
          writes.write(connection, limits(5_000, 4_000_000), MissingDatabase.REFUSE, lines);

      assertThat(counts).isEqualTo(new InfluxWriteCounts(8_000, 7_999, 1));
      assertThat(writes.refused).containsExactly(5_001L);
      assertThat(count(connection)).isEqualTo(7_999);
    }
  }

  @Test
  void aServerThatComesBackLosesNothing() {
    try (TestingInflux influx = TestingInflux.v1().start()) {
      influx.createDatabase("t");
      influx.kill();
      writes.on(message -> influx.restart());
      InfluxConnection connection = connection(influx, influx.location("t"));
      InfluxWriteCounts counts =
          writes.write(connection, limits(500, 1 << 20), MissingDatabase.REFUSE, points(1_000));

      assertThat(writes.said).singleElement().asString().contains("attempt 1 of 3");
      assertThat(counts.accepted()).isEqualTo(1_000);
      assertThat(count(connection)).isEqualTo(1_000);
    }
  }

  @Test
  void aServerThatStaysDownIsAnErrorAndClosingDoesNotTryAgain() {
    try (TestingInflux influx = TestingInflux.v1().start()) {
      influx.kill();
      InfluxConnection connection = connection(influx, influx.location("t"));
      refused(
          () -> writes.write(connection, limits(10, 1 << 20), MissingDatabase.CREATE, points(100)),
          ErrorCode.DEPENDENCY_DOWN,
          "does not listen");
      assertThat(writes.said).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoMayNotWriteIsToldWhatToSet(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).withAuthentication().start()) {
      influx.createDatabase("t");
      InfluxConnection nobody =
          new InfluxConnection(
              influx.location("t"), InfluxCredentials.none(), InfluxTimeouts.usual());
      for (int points : new int[] {1, 5_000}) {
        refused(
            () ->
                writes.write(
                    nobody, InfluxWriteLimits.usual(), MissingDatabase.CREATE, points(points)),
            ErrorCode.USAGE,
            "WIRESMITH_INFLUX_TOKEN");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMissingDatabaseThatMayNotBeMadeIsNamedWithTheNearest(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).start()) {
      influx.createDatabase("telemetry");
      InfluxConnection connection = connection(influx, influx.location("telemtry"));
      for (int points : new int[] {1, 5_000}) {
        refused(
            () ->
                writes.write(
                    connection, InfluxWriteLimits.usual(), MissingDatabase.REFUSE, points(points)),
            ErrorCode.NOT_FOUND,
            "Did you mean 'telemetry'?");
      }
    }
  }

  @Test
  void onlyTheAnswerOfInfluxDbMeansThatPointsAreKept() {
    try (TestingInflux influx = TestingInflux.v1().start();
        TapProxy proxy = TapProxy.of(influx)) {
      influx.createDatabase("t");
      InfluxConnection connection = connection(influx, proxy.location(influx.location("t")));
      proxy.tap(Tap.answering("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>"));
      refused(
          () -> writes.write(connection, limits(10, 1 << 20), MissingDatabase.CREATE, points(1)),
          ErrorCode.USAGE,
          "answers a write with 200");
    }
  }

  @Test
  void anAnswerThatIsLostIsAskedForAgainAndNoPointIsTwice() {
    try (TestingInflux influx = TestingInflux.v1().start();
        TapProxy proxy = TapProxy.of(influx)) {
      influx.createDatabase("t");
      InfluxConnection connection = connection(influx, proxy.location(influx.location("t")));
      writes.on(message -> proxy.tap(Tap.open()));
      for (int bytes : new int[] {0, 5, 13, 40}) {
        proxy.tap(Tap.open().cutAfter(bytes, Tap.Ending.RST));
        writes.write(connection, limits(500, 1 << 20), MissingDatabase.REFUSE, points(500));
      }

      assertThat(count(connection)).isEqualTo(500);
      assertThat(writes.said).isNotEmpty();
    }
  }

  @Test
  void linesThatAreAllWrongCostOneRequestABatch() {
    try (TestingInflux influx = TestingInflux.v1().start();
        TapProxy proxy = TapProxy.of(influx)) {
      influx.createDatabase("t");
      influx.write("t", "m f=1 1");
      InfluxConnection connection = connection(influx, proxy.location(influx.location("t")));
      List<String> wrong = points(2_000).stream().map(line -> line.replace(".5,", "i,")).toList();
      InfluxWriteCounts counts =
          writes.write(connection, limits(500, 1 << 20), MissingDatabase.REFUSE, wrong);

      assertThat(counts).isEqualTo(new InfluxWriteCounts(2_000, 0, 2_000));
      assertThat(proxy.connections()).isLessThanOrEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFieldOfTwoTypesCostsFewRequestsAndTheFirstTypeWins(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).start();
        TapProxy proxy = TapProxy.of(influx)) {
      influx.createDatabase("t");
      InfluxConnection connection = connection(influx, proxy.location(influx.location("t")));
      List<String> mixed = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        mixed.add("m f=" + i + (i % 2 == 0 ? ".5 " : "i ") + i);
      }
      InfluxWriteCounts counts =
          writes.write(connection, limits(1_000, 1 << 20), MissingDatabase.REFUSE, mixed);

      assertThat(counts).isEqualTo(new InfluxWriteCounts(2_000, 1_000, 1_000));
      assertThat(writes.refused).allMatch(line -> line % 2 == 0);
      assertThat(proxy.connections()).isLessThanOrEqualTo(8);
      assertThat(count(connection)).isEqualTo(1_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLaterOfTwoPointsWinsInABatchWithRefusedLinesToo(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).start()) {
      influx.createDatabase("t");
      List<String> lines =
          List.of("m f=1 5", "m f=2,g=2 5", "m f=3 5", "m f=\"text\" 6", "m f=1.0.0 7");
      writes.write(
          connection(influx, influx.location("t")),
          limits(1_000, 1 << 20),
          MissingDatabase.REFUSE,
          lines);

      assertThat(writes.refused).containsExactlyInAnyOrder(4L, 5L);
      assertThat(influx.query("t", "SELECT f, g FROM m")).contains("[[5,3,2]]");
    }
  }

  @Test
  void aMissingRetentionPolicyIsNotRetried() {
    try (TestingInflux influx = TestingInflux.v1().start()) {
      influx.createDatabase("t");
      InfluxLocation at = influx.location("t");
      InfluxLocation location =
          new InfluxLocation(at.server(), "", "t", "short", InfluxDialect.INFLUXQL);
      refused(
          () ->
              writes.write(
                  connection(influx, location),
                  limits(10, 1 << 20),
                  MissingDatabase.CREATE,
                  points(1)),
          ErrorCode.NOT_FOUND,
          "retention policy not found");
      assertThat(writes.said).isEmpty();
    }
  }

  @Test
  void aMissingOrganisationIsNamed() {
    try (TestingInflux influx = TestingInflux.v2().start()) {
      InfluxLocation at = influx.location("t");
      InfluxLocation location =
          new InfluxLocation(at.server(), "nobody", "t", "", InfluxDialect.INFLUXQL);
      refused(
          () ->
              writes.write(
                  connection(influx, location),
                  limits(10, 1 << 20),
                  MissingDatabase.CREATE,
                  points(1)),
          ErrorCode.NOT_FOUND,
          "nobody");
    }
  }

  @ParameterizedTest
  @EnumSource
  void compressedBatchesArriveToo(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).start()) {
      influx.createDatabase("t");
      InfluxConnection connection = connection(influx, influx.location("t"));
      InfluxWriteRequest plain = InfluxWriteRequest.of(connection);
      assertThat(plain.gzip()).as("compressed to the loopback").isFalse();
      InfluxWriteAnswer answer =
          new InfluxWriteRequest(connection, plain.path(), true)
              .send(
                  points(5_000).stream()
                      .map(
                          text ->
                              new InfluxLine(
                                  "", 1, text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                      .toList());

      assertThat(answer).isInstanceOf(InfluxWriteAnswer.Accepted.class);
      assertThat(count(connection)).isEqualTo(5_000);
    }
  }

  private static void refused(Runnable write, ErrorCode code, String message) {
    assertThatThrownBy(write::run)
        .isInstanceOfSatisfying(WiresmithException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private static long count(InfluxConnection connection) {
    String query =
        InfluxConnection.parameters(
            java.util.Map.of(
                "db", connection.location().database(), "q", "SELECT count(f) FROM m"));
    try (InfluxAnswer answer = connection.get("/query?" + query)) {
      return io.wiresmith.core.io.Json.mapper()
          .readTree(answer.text())
          .at("/results/0/series/0/values/0/1")
          .asLong();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
