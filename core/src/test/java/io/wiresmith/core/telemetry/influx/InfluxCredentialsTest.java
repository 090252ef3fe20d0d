package io.wiresmith.core.telemetry.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfluxCredentialsTest {
  @TempDir Path directory;

  @Test
  void areNobodyWithoutVariables() {
    assertThat(InfluxCredentials.of(Map.of())).isEqualTo(InfluxCredentials.none());
    assertThat(InfluxCredentials.none()).hasToString("no credentials");
  }

  @Test
  void preferTheToken() {
    Map<String, String> environment =
        Map.of(
            "WIRESMITH_INFLUX_TOKEN", "abc==",
            "WIRESMITH_INFLUX_USER", "me",
            "WIRESMITH_INFLUX_PASSWORD", "secret");

    assertThat(InfluxCredentials.of(environment).authorization()).isEqualTo("Token abc==");
  }

  @Test
  void encodeUserAndPassword() {
    Map<String, String> environment =
        Map.of("WIRESMITH_INFLUX_USER", "mé", "WIRESMITH_INFLUX_PASSWORD", " a:b ");

    assertThat(InfluxCredentials.of(environment).authorization()).isEqualTo("Basic bcOpOiBhOmIg");
  }

  @Test
  void readSecretsFromFilesWithoutTheirLastLineEnd() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "abc==\n");
    Path password = Files.writeString(directory.resolve("password"), " a:b \r\n");

    assertThat(InfluxCredentials.of(Map.of("WIRESMITH_INFLUX_TOKEN_FILE", token.toString())))
        .extracting(InfluxCredentials::authorization)
        .isEqualTo("Token abc==");
    assertThat(
            InfluxCredentials.of(
                Map.of(
                    "WIRESMITH_INFLUX_USER",
                    "me",
                    "WIRESMITH_INFLUX_PASSWORD_FILE",
                    password.toString())))
        .extracting(InfluxCredentials::authorization)
        .isEqualTo(Secrets.basic("me", " a:b "));
  }

  @Test
  void nameTheVariableWhoseFileIsMissingOrEmpty() throws IOException {
    Path missing = directory.resolve("missing");
    Path empty = Files.writeString(directory.resolve("empty"), "\n");

    assertThatThrownBy(() -> token("WIRESMITH_INFLUX_TOKEN_FILE", missing.toString()))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("WIRESMITH_INFLUX_TOKEN_FILE names " + missing)
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> token("WIRESMITH_INFLUX_TOKEN_FILE", empty.toString()))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("WIRESMITH_INFLUX_TOKEN_FILE names " + empty)
        .hasMessageContaining("is empty");
  }

  @Test
  void askForThePasswordOfAUser() {
    assertThatThrownBy(() -> token("WIRESMITH_INFLUX_USER", "me"))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("WIRESMITH_INFLUX_USER is 'me' and there is no password")
        .hasMessageContaining("WIRESMITH_INFLUX_PASSWORD_FILE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SECRET\nHost: evil", "SECRET\rx", "SECRET\u0000", "SECRETü"})
  void refuseATokenThatNoHeaderCarriesWithoutRepeatingIt(String token) {
    assertThatThrownBy(() -> token("WIRESMITH_INFLUX_TOKEN", token))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("WIRESMITH_INFLUX_TOKEN")
        .hasMessageNotContaining("SECRET");
  }

  @Test
  void areNeverShown() {
    InfluxCredentials credentials = token("WIRESMITH_INFLUX_TOKEN", "SECRET");
    InfluxConnection connection =
        new InfluxConnection(
            InfluxLocation.parse("influxdb+http://host/t"), credentials, InfluxTimeouts.usual());

    assertThat(credentials).hasToString("***");
    assertThat(connection.toString()).doesNotContain("SECRET").contains("***");
  }

  @Test
  void nameTheirVariablesForHelp() {
    assertThat(InfluxCredentials.VARIABLES).allMatch(name -> name.startsWith("WIRESMITH_INFLUX_"));
  }

  private static InfluxCredentials token(String variable, String value) {
    return InfluxCredentials.of(Map.of(variable, value));
  }
}
