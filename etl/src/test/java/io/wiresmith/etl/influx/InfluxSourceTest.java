package io.wiresmith.etl.influx;

import io.wiresmith.core.telemetry.influx.InfluxDialect;
import io.wiresmith.core.telemetry.influx.InfluxSetup;
import io.wiresmith.core.telemetry.influx.TestingInflux;
import io.wiresmith.etl.source.TelemetrySource;
import io.wiresmith.etl.source.TelemetrySourceContract;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract of telemetry sources on every server, in every dialect it knows. */
class InfluxSourceTest {
  @Nested
  class InfluxQlOf16 extends Contract {
    InfluxQlOf16() {
      super(TestingInflux.v1().withAuthentication(), InfluxDialect.INFLUXQL);
    }
  }

  @Nested
  class InfluxQlOf112 extends Contract {
    InfluxQlOf112() {
      super(TestingInflux.v112().withAuthentication(), InfluxDialect.INFLUXQL);
    }
  }

  @Nested
  class InfluxQlOf27 extends Contract {
    InfluxQlOf27() {
      super(TestingInflux.v2(), InfluxDialect.INFLUXQL);
    }
  }

  @Nested
  class FluxOf112 extends Contract {
    FluxOf112() {
      super(TestingInflux.v112().withAuthentication(), InfluxDialect.FLUX);
    }
  }

  @Nested
  class FluxOf27 extends Contract {
    FluxOf27() {
      super(TestingInflux.v2(), InfluxDialect.FLUX);
    }
  }

  private abstract static class Contract extends TelemetrySourceContract {
    private final InfluxSetup setup;
    private final InfluxDialect dialect;
    private final List<TestingTelemetry> started = new ArrayList<>();

    Contract(InfluxSetup setup, InfluxDialect dialect) {
      this.setup = setup;
      this.dialect = dialect;
    }

    @BeforeAll
    void start() {
      started.add(TestingTelemetry.start(setup, dialect));
    }

    @AfterAll
    void stop() {
      started.forEach(TestingTelemetry::close);
    }

    @Override
    protected TelemetrySource holding(List<String> lines) {
      TestingTelemetry server = started.get(0);
      return InfluxSource.connect(
          server.holding(lines), Optional.empty(), Optional.empty(), server.credentials());
    }

    @Override
    protected List<String> secrets() {
      return started.get(0).influx().environment().values().stream()
          .filter(value -> !value.equals("tester"))
          .toList();
    }

    @Override
    protected Set<Gap> gaps() {
      return dialect == InfluxDialect.FLUX ? EnumSet.allOf(Gap.class) : Set.of();
    }
  }
}
