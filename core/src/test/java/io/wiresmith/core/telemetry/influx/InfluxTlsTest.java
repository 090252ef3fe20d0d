package io.wiresmith.core.telemetry.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InfluxTlsTest {
  private final TestingInflux influx = TestingInflux.v1().start();
  private final TestingAuthority authority;
  private final TapProxy proxy;

  InfluxTlsTest(@TempDir Path directory) {
    authority = new TestingAuthority(directory);
    proxy = authority.before(influx, "ip:127.0.0.1");
  }

  @AfterAll
  void stops() {
    proxy.close();
    influx.close();
  }

  @Test
  void trustsTheAuthorityThatIsNamed() {
    assertThat(connection(proxy, authority.certificate().toString()).version()).startsWith("1.6.7");
  }

  @Test
  void doesNotTrustAnUnknownAuthority() {
    refused(
        connection(proxy, ""),
        "TLS to influxdb+https://127.0.0.1:" + proxy.port() + "/t fails",
        "unable to find valid certification path",
        "Set WIRESMITH_INFLUX_CA_FILE");
  }

  @Test
  void doesNotTakeACertificateForAnotherName() {
    try (TapProxy other = authority.before(influx, "dns:example.org")) {
      refused(
          connection(other, authority.certificate().toString()),
          "No subject alternative names matching IP address 127.0.0.1",
          "check https and the host's name");
    }
  }

  @Test
  void saysThatTheServerSpeaksNoTls() {
    try (TapProxy plain = TapProxy.of(influx)) {
      refused(connection(plain, ""), "TLS to", "fails", "check https");
    }
  }

  @ParameterizedTest
  @EnumSource
  void mayBeTriedAgainWhenAConnectionBreaks(Tap.Ending ending) throws IOException {
    InfluxConnection connection = connection(proxy, authority.certificate().toString());
    for (int cut : new int[] {0, 50}) {
      proxy.tapNext(1, Tap.open().cutAfter(cut, ending));

      assertThatThrownBy(() -> query(connection))
          .isInstanceOfSatisfying(
              WiresmithException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_DOWN));
      assertThat(query(connection)).contains("results");
    }
  }

  private static String query(InfluxConnection connection) {
    Map<String, String> form = Map.of("q", "SHOW DATABASES");
    try (InfluxAnswer answer = connection.form("/query", Map.of(), form)) {
      return answer.text();
    } catch (IOException e) {
      throw connection.failed(e);
    }
  }

  @Test
  void saysThatAServerWithTlsIsAskedWithoutIt() {
    InfluxLocation http = InfluxLocation.parse("influxdb+http://127.0.0.1:" + proxy.port() + "/t");
    InfluxConnection connection =
        new InfluxConnection(http, InfluxCredentials.none(), InfluxTimeouts.usual());

    assertThatThrownBy(connection::version)
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("broke off")
        .hasMessageContaining("Check host, port and http or https");
  }

  @Test
  void namesAFileThatIsMissingOrHoldsNoCertificates(@TempDir Path directory) throws IOException {
    Path missing = directory.resolve("missing.pem");
    Path empty = Files.writeString(directory.resolve("empty.pem"), "");
    Path noise = Files.writeString(directory.resolve("noise.pem"), "no certificate\n");

    refused(connection(proxy, missing.toString()), "WIRESMITH_INFLUX_CA_FILE " + missing, "read");
    for (Path file : new Path[] {empty, noise}) {
      refused(
          connection(proxy, file.toString()),
          "WIRESMITH_INFLUX_CA_FILE " + file + " holds no certificates in PEM form");
    }
  }

  private static void refused(InfluxConnection connection, String... words) {
    assertThatThrownBy(connection::version)
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContainingAll(words);
  }

  private static InfluxConnection connection(TapProxy proxy, String authority) {
    return new InfluxConnection(
        InfluxLocation.parse("influxdb+https://127.0.0.1:" + proxy.port() + "/t"),
        new InfluxCredentials("", authority),
        InfluxTimeouts.usual());
  }
}
