package io.wiresmith.etl.influx;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.telemetry.influx.InfluxDialect;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.core.telemetry.influx.InfluxSetup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The parts of a read are the whole, once. */
class PartitionPlanTest {
  private static final long WEEK = 604_800_000_000_000L;

  @Nested
  class InfluxQlOf16 extends Plans {
    InfluxQlOf16() {
      super(v1(), InfluxDialect.INFLUXQL);
    }

    @Test
    void shardGroupsThatOverlapGiveNoRowTwice() {
      InfluxLocation location = server().holding(List.of());
      String database = location.database();
      String alter = "ALTER RETENTION POLICY autogen ON " + database + " SHARD DURATION ";
      server().influx().query(database, alter + "1d");
      server().write(database, List.of("m x=1 " + WEEK, "m x=2 " + (WEEK + 3 * WEEK / 7)));
      server().influx().query(database, alter + "7d");
      server().write(database, List.of("m x=3 " + (WEEK + 2 * WEEK / 7), "m x=4 " + (WEEK + 1)));
      assertThat(parts(location, 100)).hasSize(4);
      assertThat(server().read(location, "m").count()).isEqualTo(4);
    }
  }

  @Nested
  class InfluxQlOf27 extends Plans {
    InfluxQlOf27() {
      super(v2(), InfluxDialect.INFLUXQL);
    }
  }

  @Nested
  class FluxOf112 extends Plans {
    FluxOf112() {
      super(v112(), InfluxDialect.FLUX);
    }
  }

  @Nested
  class FluxOf27 extends Plans {
    FluxOf27() {
      super(v2(), InfluxDialect.FLUX);
    }
  }

  private abstract static class Plans extends OnEachServer {
    Plans(InfluxSetup setup, InfluxDialect dialect) {
      super(setup, dialect);
    }

    /** Reads every part, and checks that together they are the whole. */
    List<String> parts(InfluxLocation location, int rows) {
      Dialect dialect = server().options(location, "m").dialect();
      MeasurementSchema schema = dialect.schema("m");
      Selection whole = Selections.all("m", schema.fields().keySet().toArray(String[]::new));
      List<String> union = new ArrayList<>();
      List<Integer> sizes = new ArrayList<>();
      for (Selection part : new PartitionPlan(dialect, schema, rows, "").of(whole, 2)) {
        CollectedPoints points = new CollectedPoints(part.fields());
        dialect.read(part, points);
        union.addAll(points.points());
        sizes.add(points.points().size());
      }
      assertThat(union).doesNotHaveDuplicates();
      assertThat(sizes).allMatch(size -> size <= rows + rows / 2);
      assertThat(sizes).as("parts").hasSizeLessThanOrEqualTo(2 + 3 * union.size() / rows);
      return union;
    }

    private List<String> whole(InfluxLocation location) {
      Dialect dialect = server().options(location, "m").dialect();
      String[] fields = dialect.schema("m").fields().keySet().toArray(String[]::new);
      CollectedPoints points = new CollectedPoints(List.of(fields));
      dialect.read(Selections.all("m", fields), points);
      return points.points();
    }

    private void isWhole(List<String> lines, int rows) {
      InfluxLocation location = server().holding(lines);
      assertThat(parts(location, rows))
          .hasSize(lines.size())
          .containsExactlyInAnyOrderElementsOf(whole(location));
    }

    @Test
    void aWeekShardedSet() {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 6_000; i++) {
        lines.add("m,host=h" + i % 7 + " x=" + i + ",y=" + i + "i " + (i * (WEEK / 500) - WEEK));
      }
      isWhole(lines, 400);
    }

    @Test
    void oneHotShardWithManyRowsInOneMoment() {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 700; i++) {
        lines.add("m,host=h" + i + ",zone=z" + i % 3 + " x=" + i + " 1790000000000000000");
      }
      for (int i = 0; i < 50; i++) {
        lines.add("m,zone=z" + i + " x=" + i + " 1790000000000000000");
        lines.add("m,host=h" + i + ",zone=z x=" + i + " " + (1790000000000000000L + i + 1));
        lines.add("m,host=h" + i + ",zone=z x=" + i + " " + (1790000000000000000L - i - 1));
      }
      isWhole(lines, 150);
    }

    @Test
    void rowsWithFewOfTheFields() {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        String field = i == 17 ? "rare" : i % 10 == 0 ? "a" : "b";
        lines.add("m,host=h" + i % 3 + " " + field + "=1 " + (1790000000000000000L + i * 1_000L));
      }
      isWhole(lines, 500);
    }
  }
}
