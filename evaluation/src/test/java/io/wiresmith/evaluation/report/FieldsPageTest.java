package io.wiresmith.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.gate.GatePolicy;
import io.wiresmith.core.gate.GateThresholds;
import io.wiresmith.core.io.Json;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import io.wiresmith.evaluation.fields.FieldsEvaluator;
import io.wiresmith.evaluation.fields.TestingCaptures;
import io.wiresmith.evaluation.fields.TestingTagger;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class FieldsPageTest {
  @TempDir Path directory;
  private String page = "";

  @BeforeEach
  void evaluate() throws IOException {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
    TestingCaptures captures = new TestingCaptures(spark);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 60; i++) {
      byte[] bytes = new byte[8 + random.nextInt(100)];
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] = (byte) (k % 4 == 0 ? 2 * random.nextInt(7) : bytes[k - k % 4] + 1);
      }
      String protocol = i % 3 == 0 ? "ssh<b>" : i % 3 == 1 ? "modbus" : "dns";
      int middle = 1 + random.nextInt(bytes.length - 1);
      captures.message(
          protocol,
          i % 5 + ".pcap",
          DatasetPart.TEST,
          bytes,
          middle + " integer " + bytes.length + " string");
    }
    DatasetRef dataset = captures.write(directory.resolve("dataset"), 1);
    Artifact artifact = TestingTagger.trainedOn("t.pcap").write(directory.resolve("artifact"));
    EvaluationReport report =
        new FieldsEvaluator().evaluate(spark, EvaluationRequest.all(artifact, dataset, 7));
    page =
        ReportPage.html(
            new FieldsPage(),
            report,
            new GatePolicy(GateThresholds.NONE).judge(report, report.modelSha256()),
            Json.mapper().missingNode());
    Files.writeString(Path.of("target", "fields-page.html"), page); // to be looked at
  }

  @Test
  void tellsTheFiguresByProtocolAndDrawsTheBestAndTheWorstMessages() {
    assertThat(page)
        .containsSubsequence(
            "40 test messages of 2 protocols",
            "Key figures",
            "Boundary F1 over the best grid",
            "By protocol",
            "NEMESYS",
            "No message of these was judged: bvlc, dhcp, enip",
            "places in 1,000 messages of random bytes",
            "Pictures",
            "Reliability of field_confidence",
            "<h3>dns</h3>",
            "One of the best",
            "One of the worst",
            "<h3>modbus</h3>")
        .doesNotContain("NaN", "<b>", "<script", "http");
  }

  @Test
  void theDrawnMessagesAreWellFormedAndStayInThePage() throws Exception {
    Matcher drawing =
        Pattern.compile("<svg class=\"message\".*?</svg>", Pattern.DOTALL).matcher(page);
    int drawn = 0;
    for (; drawing.find(); drawn++) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(drawing.group())));
    }
    assertThat(drawn).isEqualTo(10);
    assertThat(ReportPictures.of(page)).hasSize(4);
  }
}
