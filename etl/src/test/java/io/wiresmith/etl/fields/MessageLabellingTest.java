package io.wiresmith.etl.fields;

import static io.wiresmith.etl.fields.TestingMessages.line;
import static io.wiresmith.etl.fields.TestingMessages.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.etl.step.Purpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageLabellingTest {
  private static final int CAPTURES = 20;
  private static final int MESSAGES = 6;
  private static final String FIELDS = "[[0,2,\"a\",\"FT_UINT16\",0],[2,4,\"b\",\"FT_BYTES\",0]]";

  @TempDir private Path dir = Path.of("");
  private TestingMessages messages = new TestingMessages(dir);
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void prepare() {
    messages = new TestingMessages(dir);
    Random random = new Random(3);
    for (int capture = 0; capture < CAPTURES; capture++) {
      for (int frame = 0; frame < MESSAGES; frame++) {
        byte[] bytes = new byte[40];
        random.nextBytes(bytes);
        lines.add(line("c" + capture, frame, java.util.HexFormat.of().formatHex(bytes)));
      }
    }
  }

  private DatasetRef raw() {
    return messages.extract(messages.write("a.jsonl", lines)).raw();
  }

  private DatasetRef labelled(MessageRules rules, Purpose purpose) {
    return messages.label(raw(), rules, purpose);
  }

  private static Map<String, String> parts(DatasetRef labelled) {
    return rows(labelled).stream()
        .collect(
            Collectors.toMap(
                row -> row.<String>getAs("capture"),
                row -> row.<String>getAs("part"),
                (a, b) -> {
                  assertThat(a).isEqualTo(b);
                  return a;
                },
                TreeMap::new));
  }

  private static String first(Map<String, String> parts, String part) {
    return parts.entrySet().stream()
        .filter(entry -> entry.getValue().equals(part))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  @Test
  void aCaptureIsInOnePart() {
    DatasetRef labelled = labelled(MessageRules.shipped(), Purpose.TRAINING);

    assertThat(parts(labelled).values()).contains("training", "validation", "test");
    assertThat(labelled.rows()).isEqualTo(CAPTURES * MESSAGES);
    assertThat(labelled.manifest().counts()).isEqualTo(RowCounts.unchanged(labelled.rows()));
  }

  @Test
  void duplicatesAndNearDuplicatesNeverCrossTheSplit() {
    Map<String, String> parts = parts(labelled(MessageRules.shipped(), Purpose.TRAINING));
    String judging = first(parts, "test");
    String learned = first(parts, "training");
    String planted = "ab".repeat(64);
    String near = "ab".repeat(63) + "cd";
    String far = "cdcdcd" + "ab".repeat(61);
    lines.add(line(learned, 100, planted));
    lines.add(line(learned, 101, near));
    lines.add(line(learned, 102, far));
    lines.add(line(judging, 100, planted.toUpperCase(Locale.ROOT)));
    lines.add(line(judging, 103, planted, "[[0,2,\"a\",\"FT_UINT16\",0]]"));
    lines.add(line(judging, 104, "01".repeat(1501)));

    DatasetRef leaking =
        labelled(new MessageRules(0.2, 0.15, 0, 1500), Purpose.TRAINING); // only exact ones
    DatasetRef sound = labelled(MessageRules.shipped(), Purpose.TRAINING);

    assertThat(added(leaking))
        .containsExactlyInAnyOrder("test 100", "training 101", "training 102");
    assertThat(added(sound)).containsExactlyInAnyOrder("test 100", "training 102");
    assertThat(sound.manifest().facts())
        .containsEntry("near duplicate", 1.0)
        .containsEntry("too long", 1.0)
        .containsEntry("other fields", 1.0)
        .containsEntry("merged", 1.0);
    long in = CAPTURES * MESSAGES + 3;
    assertThat(sound.manifest().counts()).isEqualTo(new RowCounts(in + 3, 3, in, in - 1, 0, 1));
  }

  /** The planted messages that are kept. */
  private static List<String> added(DatasetRef labelled) {
    return rows(labelled).stream()
        .filter(row -> row.<String>getAs("frame").length() == 3)
        .map(row -> row.<String>getAs("part") + " " + row.<String>getAs("frame"))
        .toList();
  }

  @Test
  void theSameBytesWithOtherFieldsAreLeftOutAndCounted() {
    lines.add(line("c0", 100, "01020304", "[[0,4,\"a\",\"FT_UINT32\",0]]"));
    lines.add(line("c0", 101, "01020304", FIELDS));

    DatasetRef labelled = labelled(MessageRules.shipped(), Purpose.TRAINING);

    assertThat(added(labelled)).hasSize(1);
    assertThat(labelled.manifest().facts()).containsEntry("other fields", 1.0);
  }

  @Test
  void anEvaluationJudgesAllCapturesAndNearDuplicatesToo() {
    lines.add(line("c0", 100, "ab".repeat(64)));
    lines.add(line("c0", 101, "ab".repeat(63) + "cd"));
    lines.add(line("c1", 102, "ab".repeat(64)));

    DatasetRef labelled = labelled(MessageRules.shipped(), Purpose.EVALUATION);

    assertThat(parts(labelled).values()).containsOnly("test");
    assertThat(added(labelled)).containsExactlyInAnyOrder("test 100", "test 101");
  }

  @Test
  void theOrderOfLinesDoesNotMatter() {
    DatasetRef labelled = labelled(MessageRules.shipped(), Purpose.TRAINING);
    java.util.Collections.shuffle(lines, new Random(8));

    assertThat(labelled(MessageRules.shipped(), Purpose.TRAINING).sha256())
        .isEqualTo(labelled.sha256());
  }

  @Test
  void oneCaptureIsTooFewToTrainAndEnoughToJudge() {
    lines.removeIf(line -> !line.contains("\"c3\""));

    assertThatThrownBy(() -> labelled(MessageRules.shipped(), Purpose.TRAINING))
        .hasMessageContaining("has no message for")
        .hasMessageContaining("A training needs a protocol with three captures or more");
    assertThat(labelled(MessageRules.shipped(), Purpose.EVALUATION).rows()).isEqualTo(MESSAGES);
  }

  @Test
  void rowsHoldWhatTheTrainerNeeds() {
    Row row = rows(labelled(MessageRules.shipped(), Purpose.TRAINING)).get(0);

    assertThat(row.schema().fieldNames())
        .containsExactly(
            "time_ns", "capture", "frame", "message", "protocol", "hex", "fields", "part");
    assertThat(row.<String>getAs("fields"))
        .isEqualTo("[[0,2,\"integer\"],[2,4,\"bytes\"],[4,40,\"bytes\"]]");
  }
}
