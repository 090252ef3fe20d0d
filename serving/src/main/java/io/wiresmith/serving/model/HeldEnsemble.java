package io.wiresmith.serving.model;

import io.wiresmith.core.ModelKey;
import io.wiresmith.onnx.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The parts of an ensemble that a request holds. Equal to another with the same parts.
 *
 * @param combination makes one answer of theirs
 * @param parts those that are there, in order
 * @param missing those that are not
 */
public record HeldEnsemble(
    Combination combination, Map<ModelKey, ServedModel> parts, List<ModelKey> missing)
    implements HeldModel {
  /** Copies the collections, in their order. */
  public HeldEnsemble {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    missing = List.copyOf(missing);
  }

  /** Such as {@code datacenter-3_internet-5}. */
  static String versionName(Map<ModelKey, SourcedVersion> versions) {
    return versions.entrySet().stream()
        .map(it -> it.getKey().variant() + "-" + it.getValue().number())
        .collect(Collectors.joining("_"));
  }

  @Override
  public ModelSignature signature() {
    return combination.signature();
  }

  @Override
  public Map<String, Tensor> run(List<Tensor> inputs) {
    return combination.decide(parts, inputs);
  }

  @Override
  public String versionName() {
    Map<ModelKey, SourcedVersion> versions = new LinkedHashMap<>();
    parts.forEach((key, model) -> versions.put(key, model.version()));
    return versionName(versions);
  }

  @Override
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parts.forEach(
        (key, model) -> {
          String prefix = "wiresmith." + key.variant() + ".";
          parameters.put(prefix + "number", model.versionName());
          parameters.put(prefix + "version", model.version().semVer());
          parameters.put(prefix + "sha256", model.version().sha256());
        });
    if (!missing.isEmpty()) {
      parameters.put(
          "wiresmith.missing",
          missing.stream().map(ModelKey::id).collect(Collectors.joining(", ")));
    }
    return parameters;
  }

  @Override
  public void close() {
    parts.values().forEach(ServedModel::close);
  }
}
