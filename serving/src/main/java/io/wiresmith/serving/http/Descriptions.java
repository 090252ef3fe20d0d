package io.wiresmith.serving.http;

import io.wiresmith.core.Release;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.serving.model.ModelSignature;
import io.wiresmith.serving.model.Refusal;
import io.wiresmith.serving.model.ServedStatus;
import io.wiresmith.serving.model.SlotStatus;
import io.wiresmith.serving.model.SourcedVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server says about itself and its models. */
final class Descriptions {
  private Descriptions() {}

  static Map<String, Object> server() {
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("name", "wiresmith");
    server.put("version", Release.VERSION);
    server.put("extensions", List.of());
    return server;
  }

  static Map<String, Object> model(String name, ServedStatus status) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("name", name);
    model.put("versions", status.version().stream().toList());
    model.put("platform", status.slots().containsKey("") ? "onnx_onnxv1" : "ensemble");
    model.put("inputs", tensors(status.signature().inputs(), status.signature()));
    model.put("outputs", tensors(status.signature().outputs(), status.signature()));
    Map<String, Object> parameters = new LinkedHashMap<>();
    status
        .slots()
        .forEach(
            (part, slot) -> {
              String prefix = part.isEmpty() ? "wiresmith." : "wiresmith." + part + ".";
              parameters(slot).forEach((key, value) -> parameters.put(prefix + key, value));
            });
    parameters.put("wiresmith.source", status.source());
    model.put("parameters", parameters);
    return model;
  }

  private static Map<String, Object> parameters(SlotStatus status) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    if (status.serving().isPresent()) {
      SourcedVersion version = status.serving().get();
      parameters.put("number", version.number() + "");
      parameters.put("version", version.semVer());
      parameters.put("sha256", version.sha256());
    }
    status.since().ifPresent(since -> parameters.put("since", since));
    parameters.put("source", status.source());
    status.cachedAt().ifPresent(at -> parameters.put("cached_at", at));
    status.answeredAt().ifPresent(at -> parameters.put("registry_answered_at", at));
    status.refused().ifPresent(it -> refused(parameters, it));
    status.waiting().ifPresent(it -> parameters.put("waiting", it));
    return parameters;
  }

  private static void refused(Map<String, Object> parameters, Refusal refusal) {
    parameters.put("refused", refusal.reason());
    refusal.number().ifPresent(it -> parameters.put("refused_version", it + ""));
    parameters.put("refused_code", refusal.error().code());
  }

  private static List<Object> tensors(List<TensorSpec> specs, ModelSignature signature) {
    List<Object> tensors = new ArrayList<>();
    for (TensorSpec spec : specs) {
      Map<String, Object> tensor = new LinkedHashMap<>();
      tensor.put("name", spec.name());
      tensor.put("datatype", spec.type().name());
      tensor.put("shape", Arrays.stream(spec.shape()).boxed().toList());
      if (signature.optional().contains(spec.name())) {
        tensor.put("parameters", Map.of("optional", true));
      }
      tensors.add(tensor);
    }
    return tensors;
  }
}
