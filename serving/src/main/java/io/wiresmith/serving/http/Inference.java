package io.wiresmith.serving.http;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.serving.fields.MessageRuns;
import io.wiresmith.serving.metrics.ServingMetrics;
import io.wiresmith.serving.metrics.ServingMetrics.Labels;
import io.wiresmith.serving.model.FallbackRules;
import io.wiresmith.serving.model.HeldModel;
import io.wiresmith.serving.model.Served;
import io.wiresmith.serving.oip.InferRequest;
import io.wiresmith.serving.oip.InferResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the body of a request into an answer; none of its methods throws. Thread-safe. */
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

  /** Reads a request and takes the model of the moment; every error is an answer. */
  Prepared prepare(Served served, Route.Infer route, byte[] body) {
    try {
      Optional<HeldModel> acquired = served.acquire();
      return acquired.isEmpty()
          ? withoutModel(served, route, body, served.status().reason())
          : read(served, route, acquired.get(), body);
    } catch (Throwable e) {
      return broken(served, e);
    }
  }

  private Prepared read(Served served, Route.Infer route, HeldModel model, byte[] body) {
    boolean held = false;
    try {
      if (route.version().isPresent() && !route.version().get().equals(model.versionName())) {
        return notServed(served, model.versionName());
      }
      Question question = route.dialect().read(model.signature(), maxRows, body);
      held = true;
      return new Asked(served, route, model, question, body);
    } catch (WiresmithException e) {
      return e.code() == ErrorCode.INVALID_INPUT
          ? refused(served, e)
          : failed(served, route, body, e);
    } finally {
      if (!held) {
        model.close();
      }
    }
  }

  /** Decides, and lets the model go; every error is an answer. */
  Decided decide(Prepared prepared) {
    if (prepared instanceof Asked asked) {
      return decide(asked, () -> run(asked));
    }
    return (Decided) prepared;
  }

  private static Map<String, Tensor> run(Asked asked) {
    HeldModel model = asked.model();
    List<Tensor> inputs = asked.request().inputs();
    return MessageRuns.decide(model, inputs);
  }

  /** Decides requests of one kind in one run; where that fails, each alone. */
  List<Decided> decide(List<Asked> together) {
    List<Decided> decided = new ArrayList<>();
    Optional<List<Map<String, Tensor>>> outputs = JoinedRun.of(together);
    for (int i = 0; i < together.size(); i++) {
      Asked asked = together.get(i);
      int at = i;
      decided.add(outputs.isPresent() ? decide(asked, () -> outputs.get().get(at)) : decide(asked));
    }
    return decided;
  }

  private Decided decide(Asked asked, Supplier<Map<String, Tensor>> outputs) {
    try (HeldModel model = asked.model()) {
      return answered(asked, model, outputs.get());
    } catch (WiresmithException e) {
      return e.code() == ErrorCode.INVALID_INPUT
          ? refused(asked.served(), e)
          : failed(asked.served(), asked.route(), asked.body(), e);
    } catch (RuntimeException e) {
      return failed(asked.served(), asked.route(), asked.body(), e);
    } catch (Throwable e) { // An OutOfMemoryError too: what was read so far is garbage by now.
      return broken(asked.served(), e);
    }
  }

  private static Decided answered(Asked asked, HeldModel model, Map<String, Tensor> outputs) {
    String version = model.versionName();
    InferRequest request = asked.request();
    InferResponse response =
        new InferResponse(asked.route().name(), version, request.id(), model.parameters(), outputs);
    return new Decided(
        Answer.json(200, asked.question().answer().apply(response)),
        new Labels(asked.served().key().id(), version, "ok"),
        request.rows(),
        asked.served().modes(outputs));
  }

  private static Decided broken(Served served, Throwable e) {
    LOG.error("A decision failed", e);
    return Decided.none(served.key().id(), "unready", Answer.FAILED);
  }

  private Decided failed(Served served, Route.Infer route, byte[] body, RuntimeException error) {
    LOG.error("The model {} failed", served.key(), error);
    return withoutModel(served, route, body, "The model failed; the server's log says why.");
  }

  private Decided withoutModel(Served served, Route.Infer route, byte[] body, String reason) {
    String model = served.key().id();
    if (served.fallback().isEmpty() || route.version().isPresent()) {
      return Decided.none(
          model, "unready", Answer.unavailable("No model can answer. " + reason + " Try again."));
    }
    FallbackRules rules = served.fallback().get();
    try {
      Question question = route.dialect().read(rules.signature(), maxRows, body);
      InferRequest request = question.request();
      Map<String, Object> parameters = new LinkedHashMap<>();
      parameters.put("fallback", true);
      parameters.put("reason", reason);
      Map<String, Tensor> outputs = rules.decide(request.inputs());
      InferResponse response =
          new InferResponse(route.name(), FALLBACK, request.id(), parameters, outputs);
      metrics.fellBack(served.key());
      return new Decided(
          Answer.json(200, question.answer().apply(response)),
          new Labels(model, FALLBACK, FALLBACK),
          request.rows(),
          served.modes(outputs));
    } catch (WiresmithException e) {
      return refused(served, e);
    }
  }

  private static Decided refused(Served served, WiresmithException e) {
    return Decided.none(served.key().id(), "refused", Answer.error(400, e.getMessage() + ""));
  }

  private static Decided notServed(Served served, String version) {
    return Decided.none(
        served.key().id(),
        "refused",
        Answer.error(404, "That version is not served; version " + version + " is."));
  }
}
