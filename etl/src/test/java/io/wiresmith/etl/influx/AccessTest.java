package io.wiresmith.etl.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.influx.InfluxDialect;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.core.telemetry.influx.InfluxSetup;
import io.wiresmith.core.telemetry.influx.TestingInflux;
import io.wiresmith.etl.testing.TestingSpark;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who may read, and what others are told. */
class AccessTest {
  private static final long WEEK = 604_800_000_000_000L;
  private static final String REMEDY = "Set WIRESMITH_INFLUX_TOKEN, or WIRESMITH_INFLUX_USER and";

  @Nested
  class InfluxQlOf16 extends Access {
    InfluxQlOf16() {
      super(TestingInflux.v1().withAuthentication(), InfluxDialect.INFLUXQL);
    }

    @Test
    void oneWhoIsNoAdministratorReadsAll() {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        lines.add("m,host=h" + i + " x=" + i + " " + (i - 10) * (WEEK / 2));
      }
      lines.add("m,host=first v=true " + -20 * WEEK);
      lines.add("m,host=second v=1.5 " + -18 * WEEK);
      lines.add("m,host=last v=true " + 20 * WEEK);
      InfluxLocation location = server().holding(lines);
      String database = location.database();
      server().influx().query(database, "CREATE USER reader WITH PASSWORD 'only reads'");
      server().influx().query(database, "GRANT READ ON " + database + " TO reader");
      DataFrameReader reader =
          plain(location)
              .option("user", "reader")
              .option("password-file", server().secret("only reads"));
      assertThat(reader.load().select("host", "x", "v", "_reason").collectAsList()).hasSize(33);
    }
  }

  @Nested
  class InfluxQlOf27 extends Access {
    InfluxQlOf27() {
      super(v2(), InfluxDialect.INFLUXQL);
    }
  }

  @Nested
  class FluxOf112 extends Access {
    FluxOf112() {
      super(v112(), InfluxDialect.FLUX);
    }
  }

  @Nested
  class FluxOf27 extends Access {
    FluxOf27() {
      super(v2(), InfluxDialect.FLUX);
    }
  }

  private abstract static class Access extends OnEachServer {
    Access(InfluxSetup setup, InfluxDialect dialect) {
      super(setup, dialect);
    }

    DataFrameReader plain(InfluxLocation location) {
      return TestingSpark.session()
          .read()
          .format("influxdb")
          .option("url", location.toString())
          .option("measurement", "m")
          .option("attempts", "1");
    }

    private static void refused(ErrorCode code, String message, DataFrameReader reader) {
      assertThatThrownBy(reader::load)
          .isInstanceOfSatisfying(
              WiresmithException.class, e -> assertThat(e.code()).isEqualTo(code))
          .hasMessageContaining(message);
    }

    @Test
    void nobodyIsToldToSayWhoItIs() {
      refused(ErrorCode.USAGE, REMEDY, plain(server().holding("m x=1 1")));
    }

    @Test
    void aWrongSecretIsRefusedAndNotRepeated() {
      DataFrameReader reader =
          plain(server().holding("m x=1 1")).option("token-file", server().secret("wrong-secret"));
      refused(ErrorCode.USAGE, REMEDY, reader);
      assertThatThrownBy(reader::load).hasMessageNotContaining("wrong-secret");
    }

    @Test
    void aWrongPasswordIsRefused() {
      DataFrameReader reader =
          plain(server().holding("m x=1 1"))
              .option("user", "tester")
              .option("password-file", server().secret("wrong"));
      refused(ErrorCode.USAGE, REMEDY, reader);
    }

    @Test
    void aServerThatIsDownIsADependency() {
      InfluxLocation location = server().holding("m x=1 1");
      server().influx().kill();
      try {
        refused(
            ErrorCode.DEPENDENCY_DOWN,
            "does not listen. Check host, port and http or https, and that the server runs",
            plain(location));
      } finally {
        server().influx().restart();
      }
      assertThat(server().read(location, "m").count()).isOne();
    }
  }
}
