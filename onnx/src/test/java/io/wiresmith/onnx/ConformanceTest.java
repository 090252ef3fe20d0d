package io.wiresmith.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.onnx.Conformance.Expected;
import io.wiresmith.onnx.Conformance.Vector;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConformanceTest {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  @Test
  void readsBackWhatItWrote() {
    try (OnnxModel model = OnnxModel.load(TestingGraphs.sum())) {
      Map<String, List<Tensor>> cases = new LinkedHashMap<>();
      cases.put("edges", List.of(Tensor.column("a", NAN, INF, -INF, -0f, 1e-45f, 0.1f)));
      cases.put("both", List.of(Tensor.column("a", 1), Tensor.column("b", 2)));
      Conformance recorded = Conformance.record(model, cases, 1e-6);
      assertThat(Conformance.parse(recorded.bytes(), "c.json")).isEqualTo(recorded);
      recorded.check(model, "model");
      String text = new String(recorded.bytes(), StandardCharsets.UTF_8);
      assertThat(text)
          .contains("\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "\"tolerance\" : 1.0E-6");
    }
  }

  @Test
  void findsAChangedVector() {
    try (OnnxModel model = OnnxModel.load(TestingGraphs.sum())) {
      assertThatThrownBy(() -> expecting(11.1f, 1e-3).check(model, "m"))
          .hasMessage(
              "m fails its conformance vector 'v': output 'total' [0] is 11.0, expected is 11.1"
                  + " (tolerance 0.001). Do not serve this model; export it again or use another"
                  + " version.");
      expecting(11.01f, 1e-3).check(model, "m");
      assertThatThrownBy(() -> expecting(NAN, 1e-3).check(model, "m"))
          .hasMessageContaining("[0] is 11.0, expected is NaN");
      assertThatThrownBy(() -> expecting(INF, 1e-3).check(model, "m"))
          .hasMessageContaining("[0] is 11.0, expected is Infinity");
    }
  }

  @Test
  void findsAWrongInputOrOutputName() {
    try (OnnxModel model = OnnxModel.load(TestingGraphs.sum())) {
      Expected some = new Expected(Tensor.column("sum", 1), 0);
      assertThatThrownBy(() -> of(Tensor.column("a", 1), some).check(model, "m"))
          .hasMessage("m fails its conformance vector 'v': the model has no output 'sum'.");
      assertThatThrownBy(() -> of(Tensor.column("x", 1), some).check(model, "m"))
          .hasMessageStartingWith("m fails its conformance vector 'v': Input 'x' is unknown");
    }
  }

  @Test
  void refusesToProveNothing() {
    assertThatThrownBy(() -> new Conformance(List.of()))
        .hasMessage("Conformance needs at least one vector, and each at least one output.");
    byte[] empty = "{\"vectors\":[{\"name\":\"v\"}]}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Conformance.parse(empty, "c.json"))
        .hasMessage("Conformance needs at least one vector, and each at least one output.");
  }

  private static Conformance expecting(float total, double tolerance) {
    return of(Tensor.column("a", 1), new Expected(Tensor.column("total", total), tolerance));
  }

  private static Conformance of(Tensor input, Expected output) {
    return new Conformance(List.of(new Vector("v", List.of(input), List.of(output))));
  }
}
