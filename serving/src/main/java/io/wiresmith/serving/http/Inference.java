package io.wiresmith.serving.http;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.serving.metrics.ServingMetrics;
import io.wiresmith.serving.metrics.ServingMetrics.Labels;
import io.wiresmith.serving.model.FallbackRules;
import io.wiresmith.serving.model.ServedModel;
import io.wiresmith.serving.oip.InferRequest;
import io.wiresmith.serving.oip.InferRequestReader;
import io.wiresmith.serving.oip.InferResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the body of a request into an answer. Thread-safe. */
final class Inference {
  /** What stands for the version in an answer by rules. */
  static final String FALLBACK = "fallback";

  private static final Logger LOG = LoggerFactory.getLogger(Inference.class);

  private final int maxRows;
  private final ServingMetrics metrics;

  Inference(int maxRows, ServingMetrics metrics) {
    this.maxRows = maxRows;
    this.metrics = metrics;
  }

  Decided decide(ServedSlot served, Route.Infer route, byte[] body) {
    Optional<ServedModel> acquired = served.slot().acquire();
    if (acquired.isEmpty()) {
      return withoutModel(served, route, body, served.slot().status().reason());
    }
    try (ServedModel model = acquired.get()) {
      String number = Integer.toString(model.version().number());
      if (route.version().isPresent() && !route.version().get().equals(number)) {
        return notServed(served, number);
      }
      return byModel(served, route, model, body);
    } catch (WiresmithException e) {
      if (e.code() == ErrorCode.INVALID_INPUT) {
        return refused(served, e);
      }
      return failed(served, route, body, e);
    } catch (RuntimeException e) {
      return failed(served, route, body, e);
    }
  }

  private Decided byModel(ServedSlot served, Route.Infer route, ServedModel model, byte[] body) {
    InferRequest request = new InferRequestReader(model.signature(), maxRows).read(body);
    Map<String, Tensor> outputs = model.run(request.inputs());
    String number = Integer.toString(model.version().number());
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("wiresmith.version", model.version().semVer());
    parameters.put("wiresmith.sha256", model.version().sha256());
    InferResponse response =
        new InferResponse(route.name(), number, request.id(), parameters, outputs);
    return new Decided(
        Answer.json(200, response.json(request.outputs())),
        new Labels(served.slot().key().id(), number, "ok"),
        request.rows());
  }

  private Decided failed(
      ServedSlot served, Route.Infer route, byte[] body, RuntimeException error) {
    LOG.error("The model {} failed", served.slot().key(), error);
    return withoutModel(served, route, body, "The model failed; the server's log says why.");
  }

  private Decided withoutModel(ServedSlot served, Route.Infer route, byte[] body, String reason) {
    String model = served.slot().key().id();
    if (served.fallback().isEmpty() || route.version().isPresent()) {
      return Decided.none(
          model, "unready", Answer.unavailable("No model can answer. " + reason + " Try again."));
    }
    FallbackRules rules = served.fallback().get();
    try {
      InferRequest request = new InferRequestReader(rules.signature(), maxRows).read(body);
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("fallback", true);
      parameters.put("reason", reason);
      InferResponse response =
          new InferResponse(
              route.name(), FALLBACK, request.id(), parameters, rules.decide(request.inputs()));
      metrics.fellBack(served.slot().key());
      return new Decided(
          Answer.json(200, response.json(request.outputs())),
          new Labels(model, FALLBACK, FALLBACK),
          request.rows());
    } catch (WiresmithException e) {
      return refused(served, e);
    }
  }

  private static Decided refused(ServedSlot served, WiresmithException e) {
    return Decided.none(
        served.slot().key().id(), "refused", Answer.error(400, e.getMessage() + ""));
  }

  private static Decided notServed(ServedSlot served, String number) {
    return Decided.none(
        served.slot().key().id(),
        "refused",
        Answer.error(404, "That version is not served; version " + number + " is."));
  }
}
