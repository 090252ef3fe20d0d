package io.wiresmith.core.telemetry.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InfluxLocationTest {
  @Test
  void readsADatabase() {
    InfluxLocation location = InfluxLocation.parse("influxdb+http://host:1234/telemetry");

    assertThat(location)
        .isEqualTo(
            new InfluxLocation(
                URI.create("http://host:1234"), "", "telemetry", "", InfluxDialect.INFLUXQL));
  }

  @Test
  void readsAnOrganisationABucketAPolicyAndADialect() {
    InfluxLocation location =
        InfluxLocation.parse(
            "influxdb+https://[::1]:1234/my%20org/a%2Fb+c?dialect=flux&rp=two%20weeks");

    assertThat(location)
        .isEqualTo(
            new InfluxLocation(
                URI.create("https://[::1]:1234"),
                "my org",
                "a/b+c",
                "two weeks",
                InfluxDialect.FLUX));
  }

  @Test
  void listensAt8086UnlessItIsSaid() {
    assertThat(InfluxLocation.parse("influxdb+http://host/t").server())
        .isEqualTo(URI.create("http://host:8086"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "influxdb+http://host:1/t",
        "influxdb+http://host:1/t?dialect=flux",
        "influxdb+https://host:1/my%20org/b%C3%BCcket%2B?rp=a%26b",
        "influxdb+https://host:1/my%20org/b?rp=a%26b&dialect=flux",
      })
  void isWrittenAsItIsRead(String uri) {
    assertThat(InfluxLocation.parse(uri)).hasToString(uri);
  }

  @Test
  void isTheSameDatabaseWhateverTheDialect() {
    assertThat(InfluxLocation.parse("influxdb+http://host/t?dialect=flux").identity())
        .isEqualTo(InfluxLocation.parse("influxdb+http://host:8086/t/").identity())
        .isEqualTo("influxdb+http://host:8086/t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "influxdb+http:///t | names no server | influxdb+http://host:port/<database>",
        "influxdb+ftp://host/t | names no server | influxdb+http://host:port/<database>",
        "influxdb+http://under_score/t | names no server | influxdb+http://host:port/<database>",
        "influxdb+http://host:99999/t | names port 99999 | 1 to 65535",
        "influxdb+http://host:0/t | names port 0 | 1 to 65535",
        "influxdb+http://host:x/t | names no server | influxdb+http://host:port/<database>",
        "influxdb+http://host | names no database | …/<database> of 1.x",
        "influxdb+http://host/// | names no database | …/<organisation>/<bucket> of 2.x",
        "influxdb+http://host/a/b/c | names no database | …/<database> of 1.x",
        "influxdb+http://host/a b | is no URI (Illegal character in path) | influxdb+http://host",
        "influxdb+http://host/t#1 | has a fragment '#1' | write %23 for #",
        "influxdb+http://host/t?dialect=sql | has dialect=sql | influxql or flux",
        "influxdb+http://host/t?dialekt=flux | has an unknown option 'dialekt' | Did you mean 'dialect'",
        "influxdb+http://host/t?rp=a&rp=b | has the option rp twice | once",
      })
  void saysWhatIsWrong(String uri, String found, String required) {
    assertThatThrownBy(() -> InfluxLocation.parse(uri))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("The telemetry " + uri + " " + found)
        .hasMessageContaining("Required: ")
        .hasMessageContaining(required);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "influxdb+http://me:SECRET@host/t",
        "influxdb+http://me:SECRET^@host/t",
        "influxdb+//me:SECRET@host/t",
        "influxdb+http://me:a@SECRET@host/t",
        "influxdb+http://me:SECRET@under_score/t",
        "influxdb+http://host/t?token=SECRET",
        "influxdb+http://host/t?p=SECRET&rp=x",
        "influxdb+http://host/t?token=SECRET^",
      })
  void repeatsNoSecret(String uri) {
    assertThatThrownBy(() -> InfluxLocation.parse(uri))
        .isInstanceOf(WiresmithException.class)
        .hasMessageNotContaining("SECRET")
        .hasMessageContaining("***");
  }

  @Test
  void saysWhereSecretsBelong() {
    assertThatThrownBy(() -> InfluxLocation.parse("influxdb+http://me:pass@host/t"))
        .hasMessageContaining("influxdb+http://***@host/t names a user")
        .hasMessageContaining("WIRESMITH_INFLUX_PASSWORD");
  }
}
