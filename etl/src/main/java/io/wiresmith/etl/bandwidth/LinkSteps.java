package io.wiresmith.etl.bandwidth;

import static io.wiresmith.core.bandwidth.LabelledLink.NEXT_MBPS;
import static io.wiresmith.core.bandwidth.LabelledLink.PART;
import static io.wiresmith.core.bandwidth.LabelledLink.POSITION;
import static io.wiresmith.core.bandwidth.LabelledLink.SEGMENT;
import static io.wiresmith.core.bandwidth.LabelledLink.STEP_SECONDS;
import static io.wiresmith.core.bandwidth.LabelledLink.TIME_NS;
import static io.wiresmith.core.bandwidth.LinkTelemetry.LINK;
import static io.wiresmith.core.bandwidth.LinkTelemetry.MODE;
import static io.wiresmith.core.bandwidth.LinkTelemetry.SOURCE;
import static io.wiresmith.core.bandwidth.LinkTelemetry.THROUGHPUT_MBPS;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.dataset.DatasetPart;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/**
 * Numbers the steps of each link. A link's step is its median distance of two points. A point that
 * comes after a whole number of steps (a quarter of one off at most) and not too many goes on with
 * the segment; any other begins a new one.
 *
 * <p>A link belongs to one part, whatever its times: by the SHA-256 of source and link, so that it
 * stays there when other links come. Each source has at least one link that judges and, of three,
 * at least one that validates.
 */
record LinkSteps(LinkRules rules) {
  private static final String BEFORE = "before_ns";
  private static final String STEP_NS = "step_ns";
  private static final String STEPS = "steps";
  private static final String CUT = "cut";
  private static final String PLACE = "place";
  private static final String RANK = "rank";
  private static final double NANOS = 1e9;

  /** The labelled rows of all modes. */
  Dataset<Row> of(Dataset<Row> raw) {
    WindowSpec link = Window.partitionBy(SOURCE, LINK).orderBy(TIME_NS);
    Dataset<Row> once = once(raw);
    Dataset<Row> timed = once.drop(MODE).withColumn(BEFORE, lag(TIME_NS, 1).over(link));
    Dataset<Row> cut =
        timed
            .join(parts(links(once)), byLink(), "inner")
            .withColumn(STEPS, expr("round((time_ns - before_ns) / step_ns)"))
            .withColumn(CUT, cut());
    return positions(cut.withColumn(SEGMENT, expr("sum(cut)").over(link).minus(lit(1L))))
        .withColumn(STEP_SECONDS, col(STEP_NS).divide(NANOS));
  }

  /** One row for each time of a link: points that differ in other tags may share it. */
  private static Dataset<Row> once(Dataset<Row> raw) {
    WindowSpec same =
        Window.partitionBy(SOURCE, LINK, TIME_NS)
            .orderBy(
                Arrays.stream(raw.columns()).sorted().map(functions::col).toArray(Column[]::new));
    return raw.withColumn(RANK, row_number().over(same)).filter(col(RANK).equalTo(1)).drop(RANK);
  }

  private static scala.collection.immutable.Seq<String> byLink() {
    return scala.jdk.javaapi.CollectionConverters.asScala(java.util.List.of(SOURCE, LINK)).toSeq();
  }

  /** 1 where a segment begins, else 0. */
  private Column cut() {
    String regular =
        String.format(
            Locale.ROOT,
            "steps >= 1 and steps <= %d and abs((time_ns - before_ns) / step_ns - steps) <= 0.25",
            rules.gapSteps() + 1);
    return when(col(BEFORE).isNotNull().and(expr(regular)), lit(0L)).otherwise(lit(1L));
  }

  private static Dataset<Row> positions(Dataset<Row> cut) {
    WindowSpec segment = Window.partitionBy(SOURCE, LINK, SEGMENT).orderBy(TIME_NS);
    Dataset<Row> placed =
        cut.withColumn(
            POSITION,
            expr("sum(case when cut = 1 then 0 else cast(steps as bigint) end)").over(segment));
    Column follows = lead(POSITION, 1).over(segment).equalTo(col(POSITION).plus(1));
    return placed.withColumn(
        NEXT_MBPS,
        when(follows, lead(THROUGHPUT_MBPS, 1).over(segment)).otherwise(lit(Double.NaN)));
  }

  /** One row for each link: its step and its mode. */
  private Dataset<Row> links(Dataset<Row> raw) {
    WindowSpec link = Window.partitionBy(SOURCE, LINK).orderBy(TIME_NS);
    String told = "max(case when mode = '' then null else mode end)";
    String rtt = "percentile(case when isnan(rtt_ms) then null else rtt_ms end, 0.5)";
    String found =
        String.format(
            Locale.ROOT,
            "case when %s < %s then '%s' else '%s' end",
            rtt,
            rules.datacenterRttMs(),
            LinkMode.DATACENTER.id(),
            LinkMode.INTERNET.id());
    return raw.withColumn("apart", expr("time_ns").minus(lag(TIME_NS, 1).over(link)))
        .groupBy(SOURCE, LINK)
        .agg(
            expr("coalesce(cast(percentile(apart, 0.5) as bigint), 0)").as(STEP_NS),
            expr("coalesce(%s, %s)".formatted(told, found)).as(MODE));
  }

  /** The same with the part: the lowest place of a source judges, the next one validates. */
  private Dataset<Row> parts(Dataset<Row> links) {
    WindowSpec source = Window.partitionBy(SOURCE, MODE).orderBy(PLACE, LINK);
    WindowSpec all = Window.partitionBy(SOURCE, MODE);
    String part =
        String.format(
            Locale.ROOT,
            "case when rank = 1 or place < %1$s then '%3$s' when (rank = 2 and links > 2) or place < %2$s then '%4$s' else '%5$s' end",
            rules.testShare(),
            rules.testShare() + rules.validationShare(),
            DatasetPart.TEST.id(),
            DatasetPart.VALIDATION.id(),
            DatasetPart.TRAINING.id());
    return links
        .withColumn(
            PLACE,
            expr(
                "cast(conv(substr(sha2(concat(source, '/', link), 256), 1, 8), 16, 10) as double) / 4294967296"))
        .withColumn(RANK, row_number().over(source))
        .withColumn("links", expr("count(1)").over(all))
        .withColumn(PART, expr(part));
  }
}
