package io.wiresmith.serving.http;

import io.wiresmith.core.Release;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.serving.model.ModelSignature;
import io.wiresmith.serving.model.Refusal;
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

  static Map<String, Object> model(String name, SlotStatus status) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("name", name);
    model.put("versions", status.serving().stream().map(it -> it.number() + "").toList());
    model.put("platform", "onnx_onnxv1");
    model.put("inputs", tensors(status.signature().inputs(), status.signature()));
    model.put("outputs", tensors(status.signature().outputs(), status.signature()));
    model.put("parameters", parameters(status));
    return model;
  }

  private static Map<String, Object> parameters(SlotStatus status) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    if (status.serving().isPresent()) {
      SourcedVersion version = status.serving().get();
      parameters.put("wiresmith.version", version.semVer());
      parameters.put("wiresmith.sha256", version.sha256());
    }
    status.since().ifPresent(since -> parameters.put("wiresmith.since", since));
    parameters.put("wiresmith.source", status.source());
    status.cachedAt().ifPresent(at -> parameters.put("wiresmith.cached_at", at));
    status.answeredAt().ifPresent(at -> parameters.put("wiresmith.registry_answered_at", at));
    status.refused().ifPresent(it -> refused(parameters, it));
    status.waiting().ifPresent(it -> parameters.put("wiresmith.waiting", it));
    return parameters;
  }

  private static void refused(Map<String, Object> parameters, Refusal refusal) {
    parameters.put("wiresmith.refused", refusal.reason());
    refusal.number().ifPresent(it -> parameters.put("wiresmith.refused_version", it + ""));
    parameters.put("wiresmith.refused_code", refusal.error().code());
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
