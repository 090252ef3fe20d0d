package io.wiresmith.etl.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.wiresmith.core.telemetry.LineProtocolEncoder;
import io.wiresmith.core.telemetry.LineProtocolReader;
import io.wiresmith.core.telemetry.Point;
import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.etl.testing.TestingSpark;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every telemetry source must do with the same lines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TelemetrySourceContract {
  /** What a source may declare that it cannot tell or hold. */
  public enum Gap {
    /** A carriage return in a text is lost. */
    CARRIAGE_RETURN,
    /** An empty text is read as a missing one. */
    EMPTY_TEXT,
    /** A measurement with a tag and a field of one name is refused. */
    FIELD_NAMED_LIKE_TAG,
    /** A field with several types is refused as a whole. */
    SEVERAL_TYPES
  }

  private static final long WEEK = 604_800_000_000_000L;
  private static final TelemetryLayout LAYOUT =
      new TelemetryLayout("m", List.of("host", "zone"), numbers("x", "n"), List.of("note"));

  /** A source that holds these lines, and nothing else. */
  protected abstract TelemetrySource holding(List<String> lines);

  /** Words that its description must not hold. */
  protected abstract List<String> secrets();

  /** What it cannot do; by default everything is supported. */
  protected Set<Gap> gaps() {
    return Set.of();
  }

  private static List<FieldRule> numbers(String... names) {
    return List.of(names).stream().map(name -> new FieldRule(name, "", -1, 1, false)).toList();
  }

  private List<Row> rows(TelemetryLayout layout, String... lines) {
    return holding(List.of(lines)).observe(TestingSpark.session(), layout).collectAsList().stream()
        .filter(row -> !row.isNullAt(row.fieldIndex(Provenance.TAGS)))
        .sorted(
            Comparator.comparingLong((Row row) -> row.getAs(TelemetryLayout.TIME_NS))
                .thenComparing(row -> row.<String>getAs(Provenance.TAGS)))
        .toList();
  }

  private List<String> told(TelemetryLayout layout, List<String> columns, String... lines) {
    return rows(layout, lines).stream()
        .map(
            row ->
                columns.stream()
                    .map(column -> String.valueOf(row.<Object>getAs(column)))
                    .collect(java.util.stream.Collectors.joining("|")))
        .toList();
  }

  @Test
  void givesEveryRowWithTimeTagsNumbersAndTextsAndNullWhereOneIsMissing() {
    assertThat(
            told(
                LAYOUT,
                List.of("time_ns", "host", "zone", "x", "n", "note", "_tags", "_unknown"),
                "m,host=a,zone=z x=1.5,n=7i,note=\"hi\" 10",
                "m,host=b x=-2 20",
                "m n=3i 30",
                "m,zone=q note=\"alone\" 40",
                "other,host=a x=1 50"))
        .containsExactly(
            "10|a|z|1.5|7.0|hi|host=a,zone=z|null",
            "20|b|null|-2.0|null|null|host=b|null",
            "30|null|null|null|3.0|null||null",
            "40|null|q|null|null|alone|zone=q|null");
  }

  @Test
  void keepsUnicodeQuotesCommasAndLineFeeds() {
    assertThat(
            told(
                LAYOUT,
                List.of("host", "note"),
                "m,host=ü\\ \"😀\"\\,\\=' note=\"a \\\"b\\\", c=d\nsecond 'line' \\\\ 漢\" 1",
                "m,host=$lo${x}/* note=\"#tab\there\" 2"))
        .containsExactly("ü \"😀\",='|a \"b\", c=d\nsecond 'line' \\ 漢", "$lo${x}/*|#tab\there");
  }

  @Test
  void keepsCarriageReturns() {
    assumeFalse(gaps().contains(Gap.CARRIAGE_RETURN), "declared: lost");
    assertThat(told(LAYOUT, List.of("note"), "m note=\"a\rb\r\nc\r\" 1"))
        .containsExactly("a\rb\r\nc\r");
  }

  @Test
  void tellsAnEmptyTextFromNone() {
    assumeFalse(gaps().contains(Gap.EMPTY_TEXT), "declared: an empty text is a missing one");
    assertThat(told(LAYOUT, List.of("x", "note"), "m x=1,note=\"\" 1", "m x=2 2", "m note=\"\" 3"))
        .containsExactly("1.0|", "2.0|null", "null|");
  }

  @Test
  void keepsPointsOneNanosecondApartAndTimesBefore1970() {
    assertThat(
            told(
                LAYOUT,
                List.of("time_ns", "x"),
                "m x=1 -9223372036854775806",
                "m x=2 -1",
                "m x=3 0",
                "m x=4 1",
                "m x=5 1790000000000000000",
                "m x=6 1790000000000000001",
                "m x=7 9223372036854775805"))
        .containsExactly(
            "-9223372036854775806|1.0",
            "-1|2.0",
            "0|3.0",
            "1|4.0",
            "1790000000000000000|5.0",
            "1790000000000000001|6.0",
            "9223372036854775805|7.0");
  }

  @Test
  void writesTheTagsOfARowAsOneCanonicalText() {
    assertThat(told(LAYOUT, List.of("_tags"), "m,zone=b\\,c,host=a\\ \\=,other=\\=\\= x=1 1"))
        .containsExactly("host=a\\ \\=,other=\\=\\=,zone=b\\,c");
  }

  @Test
  void rawTextIsReadBackAsTheSamePoint() throws IOException {
    String[] lines = {
      "m,host=a\\ b,odd\\,=c n=9007199254740993i,ok=true,x=0.1 1",
      "m,host=b n=-9223372036854775808i,x=5e-324 2",
      "m,host=c n=127i,note=\"a \\\"b\\\" \\\\ ü\nline\",odd\\ \\=f=-1.7976931348623157e+308 3",
      "m,host=d n=9223372036854775807i,ok=false 4"
    };
    List<Row> rows = rows(LAYOUT, lines);
    assertThat(rows).hasSize(lines.length);
    for (int i = 0; i < lines.length; i++) {
      assertThat(canonical(rows.get(i).getAs(Provenance.RAW))).isEqualTo(canonical(lines[i]));
    }
  }

  /** The point of a line with its fields in order. */
  private static String canonical(String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try (LineProtocolReader reader =
        new LineProtocolReader(new ByteArrayInputStream(bytes), Precision.NS)) {
      assertThat(reader.next()).isTrue();
      Point point = reader.point();
      return LineProtocolEncoder.encode(
          new Point(
              point.measurement(), point.tags(), new TreeMap<>(point.fields()), point.time()));
    }
  }

  @Test
  void tellsWhatNobodyAskedForAndKeepsPointsThatHaveNothingElse() {
    assertThat(
            told(
                LAYOUT,
                List.of("time_ns", "x", "_unknown", "_reason"),
                "m,host=a,rack=1 x=1,extra=2i 1",
                "m,host=a extra=3i 2",
                "m,host=a x=4 3"))
        .containsExactly(
            "1|1.0|tag rack\nfield extra|null", "2|null|field extra|null", "3|4.0|null|null");
  }

  @Test
  void refusesARowWhoseFieldHasTheWrongType() {
    assumeFalse(gaps().contains(Gap.SEVERAL_TYPES), "declared: several types are refused");
    assertThat(
            told(
                LAYOUT,
                List.of("time_ns", "x", "n", "note", "_reason", "_message"),
                "m,host=a x=1,n=5i 1",
                "m,host=a x=\"text\",n=6i,note=\"a\" " + WEEK,
                "m,host=a x=true " + 2 * WEEK,
                "m,host=a x=4i " + 3 * WEEK))
        .containsExactly(
            "1|1.0|5.0|null|null|null",
            WEEK + "|null|null|null|type|field 'x' is string; required: double",
            2 * WEEK + "|null|null|null|type|field 'x' is boolean; required: double",
            3 * WEEK + "|4.0|null|null|null|null");
  }

  @Test
  void refusesEveryRowOfAFieldWithOneWrongType() {
    assertThat(told(LAYOUT, List.of("x", "_reason"), "m x=\"a\",n=1i 1", "m x=\"b\" 2", "m n=2i 3"))
        .containsExactly("null|type", "null|type", "null|null");
  }

  @Test
  void aTagAndAFieldMayHaveOneName() {
    assumeFalse(gaps().contains(Gap.FIELD_NAMED_LIKE_TAG), "declared: refused");
    String[] lines = {"m,host=a,x=tag x=1,host=2 1", "m,x=tag n=1i 2"};
    assertThat(told(LAYOUT, List.of("host", "x", "n", "_unknown"), lines))
        .containsExactly("a|1.0|null|tag x\nfield host", "null|null|1.0|tag x");
  }

  @Test
  void readsMeasurementsAndFieldsNamedLikeKeywords() {
    for (String name : List.of("select", "from a, b", "a\"b'c", "täg\\\\x", "where time > 0 --")) {
      TelemetryLayout layout =
          new TelemetryLayout(name, List.of("group by"), numbers("or", "a.b"), List.of("limit 1"));
      String line =
          LineProtocolEncoder.encodeMeasurement(name)
              + ",group\\ by=select or=1,a.b=2,limit\\ 1=\"drop\" 1";
      assertThat(told(layout, List.of("group by", "or", "a.b", "limit 1"), line))
          .as(name)
          .containsExactly("select|1.0|2.0|drop");
    }
  }

  @Test
  void widensIntegersBeyond2To53ToTheNearestDouble() {
    assertThat(told(LAYOUT, List.of("n"), "m n=9007199254740993i 1", "m n=9223372036854775807i 2"))
        .containsExactly(
            String.valueOf((double) 9007199254740993L), String.valueOf((double) Long.MAX_VALUE));
  }

  @Test
  void zeroHasNoSign() {
    assertThat(told(LAYOUT, List.of("x"), "m x=-0.0 1")).containsExactly("0.0");
  }

  @Test
  void describesItselfWithoutSecrets() {
    TelemetrySource source = holding(List.of("m x=1 1"));
    assertThat(source.description()).isNotBlank();
    assertThat(secrets())
        .allSatisfy(
            secret -> {
              assertThat(source.description()).doesNotContain(secret);
              assertThat(source.toString()).doesNotContain(secret);
            });
  }
}
