package io.wiresmith.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.gate.GatePolicy;
import io.wiresmith.core.gate.GateThresholds;
import io.wiresmith.core.gate.TestingReport;
import io.wiresmith.core.gate.Verdict;
import io.wiresmith.core.io.Json;
import io.wiresmith.evaluation.compression.TestingEvaluation;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ReportPageTest {
  private static final String TRAINING =
      """
      {"test": {"trees": {"regret": 0.0092, "accuracy": 0.947, "macro_f1": 0.913,
                          "accuracy_margin10": 0.978}},
       "weight_sweep_test": [{"tree_weight": 0, "regret": 0.01}, {"tree_weight": 1, "regret": 0.009}],
       "losses": {"probe": [{"epoch": 1, "training": 0.9, "validation": 0.8},
                            {"epoch": 2, "training": 0.5, "validation": "NaN"}]}}
      """;

  @TempDir Path directory;

  @Test
  void tellsTheVerdictThenTheReasonsThenTheFiguresThenThePictures() {
    String page = page(.5, Optional.empty());

    assertThat(page)
        .containsSubsequence(
            "<strong>Blessed</strong>",
            "accuracy is ",
            "Key figures",
            "Regret (lower is better)",
            "Pictures",
            "Training",
            "Where it comes from");
  }

  @Test
  void saysWhichRulesFailed() {
    assertThat(page(.999, Optional.empty()))
        .contains("class=\"verdict rejected\"", "<strong>Rejected by 1 rule</strong>")
        .containsSubsequence("<li class=\"failed\">", "below the 0.9990 required.</li>");
  }

  @Test
  void showsTheChampionsDifferenceWithItsInterval() {
    assertThat(page(.5, Optional.of("compression@3")))
        .contains("against compression@3, points")
        .containsPattern("<td>[+-]\\d+\\.\\d\\d \\[[+-]\\d+\\.\\d\\d, [+-]\\d+\\.\\d\\d]</td>");
  }

  @Test
  void isOneFileWithoutScriptOrOutsideReferences() {
    assertThat(page(.5, Optional.empty()))
        .doesNotContain("<script", "http", "src=", "<link", "url(", "@import");
  }

  @Test
  void escapesWhatComesFromData() {
    assertThat(page(.5, Optional.empty()))
        .contains("The input &lt;b&gt; follows c.")
        .doesNotContain("The input <b>");
  }

  @Test
  void everyPictureIsWellFormedHasANameAndHoldsNumbersOnly() throws Exception {
    List<String> pictures = pictures(page(.5, Optional.empty()));

    assertThat(pictures).hasSizeGreaterThanOrEqualTo(7);
    for (String picture : pictures) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(picture)));
      assertThat(picture).containsPattern("aria-label=\"[A-Z][^\"]+\"").doesNotContain("NaN");
    }
  }

  @Test
  void thePicturesAreFilesOfTheirOwnToo() throws Exception {
    Map<String, String> pictures = ReportPictures.of(page(.5, Optional.of("compression@3")));

    assertThat(pictures).hasSizeGreaterThanOrEqualTo(7);
    assertThat(pictures.keySet()).contains("accuracy-by-margin", "regret-by-day");
    for (String picture : pictures.values()) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(picture)));
      assertThat(picture)
          .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"480\"")
          .contains(".model {")
          .doesNotContain("prefers-color-scheme");
    }
  }

  @Test
  void theSameInputGivesTheSamePage() {
    assertThat(page(.5, Optional.of("compression@3")))
        .isEqualTo(page(.5, Optional.of("compression@3")));
  }

  @Test
  void aBareReportIsAPageToo() {
    EvaluationReport bare = TestingReport.sound().build();
    Verdict verdict = new GatePolicy(GateThresholds.NONE).judge(bare, "model");

    assertThat(ReportPage.html(bare, verdict)).contains("Rejected by 2 rules", "94.70\u00a0%");
  }

  private String page(double accuracy, Optional<String> champion) {
    EvaluationReport report = TestingEvaluation.report(directory.resolve("a" + champion), champion);
    GateThresholds thresholds =
        new GateThresholds(
            Map.of("accuracy", accuracy),
            Map.of(),
            Map.of(),
            100,
            10,
            Map.of("regret", 1.0),
            Map.of());
    JsonNode training =
        Json.parse(TRAINING.getBytes(StandardCharsets.UTF_8), JsonNode.class, "test");
    return ReportPage.html(
        report, new GatePolicy(thresholds).judge(report, report.modelSha256()), training);
  }

  private static List<String> pictures(String page) {
    List<String> pictures = new ArrayList<>();
    Matcher found = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page);
    while (found.find()) {
      pictures.add(found.group());
    }
    return pictures;
  }
}
