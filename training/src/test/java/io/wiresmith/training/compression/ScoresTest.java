package io.wiresmith.training.compression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
  @Test
  void leavesACodecThatIsNowhereALabelNorAChoiceOutOfTheMeanAsTheEvaluationDoes() {
    List<Transfer> rows =
        TestingTransfers.of(200, 4, 1).stream().filter(row -> row.label() < 2).toList();
    float[][] right = new float[rows.size()][3];
    for (int i = 0; i < right.length; i++) {
      right[i][rows.get(i).label()] = 1;
    }
    Scores scores = Scores.of(rows, right);
    assertThat(scores.macroF1()).isEqualTo(1);
    assertThat(scores.f1().get("none")).isNaN();
  }

  @Test
  void namesItsFiguresAsTheEvaluationDoes() {
    List<Transfer> rows = TestingTransfers.of(200, 4, 1);
    JsonNode json = Json.mapper().valueToTree(Scores.of(rows, new float[200][3]));
    assertThat(json.fieldNames())
        .toIterable()
        .contains("rows", "accuracy", "macro_f1", "regret", "accuracy_margin_10");
  }
}
