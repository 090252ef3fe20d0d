package io.wiresmith.etl.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.bandwidth.LabelledLink;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.etl.testing.TestingSpark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class LinkStepsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final StructType RAW =
      new StructType()
          .add(LabelledLink.TIME_NS, DataTypes.LongType)
          .add(LinkTelemetry.LINK, DataTypes.StringType)
          .add(LinkTelemetry.MODE, DataTypes.StringType)
          .add(LinkTelemetry.SOURCE, DataTypes.StringType)
          .add(LinkTelemetry.THROUGHPUT_MBPS, DataTypes.DoubleType)
          .add(LinkTelemetry.RTT_MS, DataTypes.DoubleType);

  private final List<Row> rows = new ArrayList<>();

  private void point(String link, double seconds, double mbps, String mode, double rtt) {
    rows.add(RowFactory.create((long) (seconds * SECOND), link, mode, "s", mbps, rtt));
  }

  private void points(String link, double... seconds) {
    for (double second : seconds) {
      point(link, second, 100 + second, "internet", Double.NaN);
    }
  }

  private List<Row> steps() {
    Collections.shuffle(rows, new Random(3));
    Dataset<Row> raw = TestingSpark.session().createDataFrame(rows, RAW);
    return new LinkSteps(LinkRules.shipped())
        .of(raw)
        .orderBy(LinkTelemetry.LINK, LabelledLink.TIME_NS)
        .collectAsList();
  }

  private static List<Long> longs(List<Row> rows, String column) {
    return rows.stream().map(row -> row.<Long>getAs(column)).toList();
  }

  private static List<Double> next(List<Row> rows) {
    return rows.stream().map(row -> row.<Double>getAs(LabelledLink.NEXT_MBPS)).toList();
  }

  @Test
  void aShortGapLeavesPositionsOutAndALongOneCuts() {
    points("a", 0, 1, 2, 5, 6, 20, 21);

    List<Row> found = steps();

    assertThat(longs(found, LabelledLink.POSITION)).containsExactly(0L, 1L, 2L, 5L, 6L, 0L, 1L);
    assertThat(longs(found, LabelledLink.SEGMENT)).containsExactly(0L, 0L, 0L, 0L, 0L, 1L, 1L);
    assertThat(next(found))
        .containsExactly(101.0, 102.0, Double.NaN, 106.0, Double.NaN, 121.0, Double.NaN);
    assertThat(found.get(0).<Double>getAs(LabelledLink.STEP_SECONDS)).isEqualTo(1.0);
  }

  @Test
  void aPointOffItsStepBeginsASegmentAndALittleJitterDoesNot() {
    points("a", 0, 1, 2.2, 3.1, 4, 5.5, 6.5, 7.5, 8.5);

    assertThat(longs(steps(), LabelledLink.SEGMENT))
        .containsExactly(0L, 0L, 0L, 0L, 0L, 1L, 1L, 1L, 1L);
  }

  @Test
  void nothingSpansTwoLinks() {
    points("a", 0, 1, 2);
    points("b", 3, 4, 5);

    List<Row> found = steps();

    assertThat(next(found)).containsExactly(101.0, 102.0, Double.NaN, 104.0, 105.0, Double.NaN);
    assertThat(longs(found, LabelledLink.POSITION)).containsExactly(0L, 1L, 2L, 0L, 1L, 2L);
  }

  @Test
  void pointsOfOneTimeCountOnce() {
    for (int second = 0; second < 5; second++) {
      point("a", second, 7, "", Double.NaN);
      point("a", second, 3, "", Double.NaN);
    }

    List<Row> found = steps();

    assertThat(longs(found, LabelledLink.POSITION)).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(next(found)).containsExactly(3.0, 3.0, 3.0, 3.0, Double.NaN);
  }

  @Test
  void oneValueIsASegmentOfItsOwn() {
    points("a", 7);

    assertThat(next(steps())).containsExactly(Double.NaN);
  }

  @Test
  void theModeIsTheTagsOrFollowsFromTheRoundTripTime() {
    point("tagged", 0, 1, "datacenter", 80);
    point("near", 0, 1, "", 0.4);
    point("far", 0, 1, "", 60);
    point("unknown", 0, 1, "", Double.NaN);

    Map<String, String> modes = new TreeMap<>();
    steps().forEach(row -> modes.put(row.getAs(LinkTelemetry.LINK), row.getAs("mode")));

    assertThat(modes)
        .isEqualTo(
            Map.of(
                "tagged",
                "datacenter",
                "near",
                "datacenter",
                "far",
                "internet",
                "unknown",
                "internet"));
  }

  @Test
  void aLinkIsInOnePartAndStaysThereWhenOthersCome() {
    for (int link = 0; link < 60; link++) {
      points("link-" + link, 0, 1, 2);
    }
    Map<String, String> few = parts();
    for (int link = 60; link < 90; link++) {
      points("link-" + link, 0, 1, 2);
    }
    Map<String, String> more = parts();

    long moved =
        few.entrySet().stream().filter(e -> !e.getValue().equals(more.get(e.getKey()))).count();
    assertThat(moved).isLessThanOrEqualTo(2);
    assertThat(more.values()).contains("training", "validation", "test");
    assertThat(Collections.frequency(new ArrayList<>(more.values()), DatasetPart.TEST.id()))
        .isBetween(9, 27);
  }

  private Map<String, String> parts() {
    Map<String, Set<String>> found = new TreeMap<>();
    steps()
        .forEach(
            row ->
                found
                    .computeIfAbsent(row.getAs(LinkTelemetry.LINK), link -> new TreeSet<>())
                    .add(row.getAs(LabelledLink.PART)));
    Map<String, String> parts = new TreeMap<>();
    found.forEach(
        (link, all) -> {
          assertThat(all).hasSize(1);
          parts.put(link, all.iterator().next());
        });
    return parts;
  }

  @Test
  void threeLinksOfASourceFillAllParts() {
    points("a", 0, 1);
    points("b", 0, 1);
    points("c", 0, 1);

    assertThat(parts().values()).containsExactlyInAnyOrder("training", "validation", "test");
  }
}
