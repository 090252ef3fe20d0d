package io.wiresmith.core.telemetry.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestingInfluxTest {
  @ParameterizedTest
  @EnumSource
  void writesAndReadsAndForgetsNothingWhenItIsKilled(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).withAuthentication().start()) {
      influx.createDatabase("tele metry");
      influx.write("tele metry", "m,host=a value=1.5 1\nm,host=b value=2 2\n");
      int port = influx.port();
      influx.kill();
      influx.restart();

      assertThat(influx.port()).isEqualTo(port);
      assertThat(influx.query("tele metry", "SELECT value, host FROM m"))
          .contains("[1,1.5,\"a\"],[2,2,\"b\"]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void exportsEveryValue(InfluxRelease release) throws IOException {
    try (TestingInflux influx = InfluxSetup.of(release).start()) {
      influx.createDatabase("t", Duration.ofDays(1));
      influx.write(
          "t",
          """
          m,host=a\\ b,ünit=\\= f=-0,i=9007199254740993i,s="a \\"b\\", \\\\ é",b=true -5
          m f=1e+30 1
          m i=0i,s="",twice=1i 2
          m twice=2 86400000000002
          two\\,words f=3 1790000000000000000
          """);

      assertThat(lines(influx.export("t")))
          .containsExactlyInAnyOrder(
              "m,host=a\\ b,ünit=\\= f=-0 -5",
              "m,host=a\\ b,ünit=\\= i=9007199254740993i -5",
              "m,host=a\\ b,ünit=\\= s=\"a \\\"b\\\", \\\\ é\" -5",
              "m,host=a\\ b,ünit=\\= b=true -5",
              "m f=1e+30 1",
              "m i=0i 2",
              "m s=\"\" 2",
              "m twice=1i 2",
              "m twice=2 86400000000002",
              "two\\,words f=3 1790000000000000000");
    }
  }

  @ParameterizedTest
  @EnumSource
  void putsAsManyShardGroupsAsTheyAreLong(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).start()) {
      influx.createDatabase("t", Duration.ofDays(1));

      influx.write("t", "m f=1 0\nm f=2 86399999999999\nm f=3 86400000000000");

      assertThat(influx.query("t", "EXPLAIN SELECT f FROM m")).contains("NUMBER OF SHARDS: 2");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V1_6", "V1_12"})
  void keepsToItsLimits(InfluxRelease release) {
    InfluxSetup setup =
        InfluxSetup.of(release)
            .with(InfluxSetting.QUERY_TIMEOUT, "1s")
            .with(InfluxSetting.MAX_SELECT_POINT, "1000")
            .with(InfluxSetting.MAX_SELECT_SERIES, "2")
            .with(InfluxSetting.MAX_CONCURRENT_QUERIES, "3")
            .with(InfluxSetting.MAX_ROW_LIMIT, "1")
            .with(InfluxSetting.MAX_BODY_SIZE, "20");
    try (TestingInflux influx = setup.start()) {
      influx.createDatabase("t");
      influx.write("t", "m f=1 1\nm f=2 2");
      assertThat(influx.query("t", "SELECT f FROM m")).contains("\"partial\":true");
      influx.write("t", "m,a=1 f=3 3");
      influx.write("t", "m,a=2 f=3 3");

      assertThat(influx.query("t", "SELECT f FROM m")).contains("max-select-series limit");
      assertThatThrownBy(() -> influx.write("t", "m f=4 4 and much more than fits"))
          .hasMessageContaining("413");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "V2_7")
  void keepsToItsLimitsInTheWordsOf2(InfluxRelease release) {
    InfluxSetup setup =
        InfluxSetup.of(release)
            .with(InfluxSetting.MAX_SELECT_POINT, "1000")
            .with(InfluxSetting.MAX_SELECT_SERIES, "2")
            .with(InfluxSetting.MAX_CONCURRENT_QUERIES, "3");
    try (TestingInflux influx = setup.start()) {
      influx.createDatabase("t");
      influx.write("t", "m f=1 1\nm,a=1 f=2 2\nm,a=2 f=3 3");

      assertThat(influx.query("t", "SELECT f FROM m")).contains("max-select-series limit");
      assertThatThrownBy(() -> setup.with(InfluxSetting.QUERY_TIMEOUT, "1s").start())
          .hasMessageContaining("InfluxDB 2.x has no setting like query-timeout");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V1_12", "V2_7"})
  void answersFlux(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).withAuthentication().start()) {
      influx.createDatabase("t");
      influx.write("t", "m f=1.5 1");

      assertThat(influx.flux("from(bucket: \"t\") |> range(start: 0)")).contains(",1.5,f,m");
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList();
  }
}
