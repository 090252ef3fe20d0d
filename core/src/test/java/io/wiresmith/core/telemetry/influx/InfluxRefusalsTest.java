package io.wiresmith.core.telemetry.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InfluxRefusalsTest {
  private final InfluxLocation location = InfluxLocation.parse("influxdb+http://host/t");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | query-timeout limit exceeded | DEPENDENCY_DOWN | raise query-timeout",
        "200 | max-select-point limit exceeed: (3/2) | INVALID_INPUT | shorten --window",
        "503 | max-concurrent-queries limit exceeded(2, 1) | DEPENDENCY_DOWN | max-concurrent-queries",
        "200 | query killed | DEPENDENCY_DOWN | try again",
        "200 | engine is closed | DEPENDENCY_DOWN | try again",
        "200 | database not found: t | NOT_FOUND | Check the path of the URI",
        "404 | bucket \"t\" not found | NOT_FOUND | Check the path of the URI",
        "500 | failed to initialize execute state: no database | NOT_FOUND | Check the path",
        "413 | Request Entity Too Large | INVALID_INPUT | max-body-size",
        "401 | authorization failed | USAGE | Set WIRESMITH_INFLUX_TOKEN",
        "403 | error authorizing query | USAGE | Set WIRESMITH_INFLUX_TOKEN",
        "500 | unauthorized access | USAGE | Set WIRESMITH_INFLUX_TOKEN",
        "429 | too many requests | DEPENDENCY_DOWN | try again",
        "500 | retention policy out of memory | DEPENDENCY_DOWN | try again",
        "400 | error parsing query: found EOF | INVALID_INPUT | Check the server's version",
      })
  void sayWhatWasRefusedAndWhatToDo(int status, String words, ErrorCode code, String remedy) {
    WiresmithException refusal = InfluxRefusals.of(location, status, words, "the query");

    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal)
        .hasMessageStartingWith(location + " refuses the query (")
        .hasMessageContaining(words)
        .hasMessageContaining(remedy == null ? "" : remedy);
  }

  @Test
  void readTheSentenceOutOfTheBody() {
    assertThat(InfluxRefusals.words("{\"error\":\"no\"}\n")).isEqualTo("no");
    assertThat(InfluxRefusals.words("{\"code\":\"invalid\",\"message\":\"no\"}")).isEqualTo("no");
    assertThat(InfluxRefusals.words("{\"results\":[{\"statement_id\":0,\"error\":\"no\"}]}"))
        .isEqualTo("no");
    assertThat(InfluxRefusals.words("  <!DOCTYPE html><html>")).startsWith("it answers HTML");
    assertThat(InfluxRefusals.words("")).isEqualTo("without a word");
    assertThat(InfluxRefusals.words("x".repeat(1000))).hasSize(300);
    assertThat(InfluxRefusals.words("[1]")).isEqualTo("[1]");
  }

  @ParameterizedTest
  @EnumSource
  void nameTheDatabaseThatIsNotThere(InfluxRelease release) {
    try (TestingInflux influx = InfluxSetup.of(release).withAuthentication().start()) {
      InfluxLocation nowhere = influx.location("nowhere");
      InfluxConnection connection =
          new InfluxConnection(nowhere, influx.credentials(), InfluxTimeouts.usual());

      assertThatThrownBy(() -> write(connection))
          .isInstanceOfSatisfying(
              WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
          .hasMessageContaining(nowhere + " refuses the line (404: ")
          .hasMessageMatching("(?s).*(database not found|no dbrp mapping found).*")
          .hasMessageContaining("Check the path of the URI");
    }
  }

  private static void write(InfluxConnection connection) {
    byte[] line = {'m', ' ', 'f', '=', '1'};
    try (InfluxAnswer answer = connection.post("/write?db=nowhere", Map.of(), line)) {
      throw connection.refused(answer, "the line");
    }
  }
}
