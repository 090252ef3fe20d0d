package io.wiresmith.training.fields;

import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.MessageTelemetry;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.fields.MessageTensors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The messages that every reader of the artifact must decode alike: some of several protocols, of
 * which the model is sure (rounding on another machine must not tip a tag), and the edges.
 *
 * @param model the model
 * @param messages at least one
 */
record ConformanceMessages(OnnxModel model, List<LabelledMessage> messages) {
  private static final int TYPICAL = 6;
  private static final int CANDIDATES = 256;
  private static final int MOST_TYPICAL_BYTES = 128;

  private record Candidate(LabelledMessage message, float least) {}

  /** Inputs by name, in order. */
  Map<String, List<Tensor>> cases() {
    Map<String, byte[]> rows = new LinkedHashMap<>();
    for (Candidate candidate : surest()) {
      rows.put("typical-" + (rows.size() + 1), candidate.message().bytes());
    }
    byte[] some = rows.values().iterator().next();
    rows.put("empty", new byte[0]);
    rows.put("one-byte", new byte[] {some[0]});
    Map<String, List<Tensor>> cases = new LinkedHashMap<>();
    rows.forEach((name, row) -> cases.put(name, MessageTensors.of(List.of(row))));
    cases.put("batch", MessageTensors.of(new ArrayList<>(rows.values())));
    cases.put("longest", MessageTensors.of(List.of(repeated(some))));
    return cases;
  }

  private static byte[] repeated(byte[] message) {
    byte[] longest = new byte[MessageTelemetry.MOST_LEARNED_BYTES];
    for (int i = 0; i < longest.length; i++) {
      longest[i] = message[i % message.length];
    }
    return longest;
  }

  /** Of each protocol the message whose least sure tag is surest; the surest of these. */
  private List<Candidate> surest() {
    List<LabelledMessage> some =
        messages.stream().filter(message -> message.length() <= MOST_TYPICAL_BYTES).toList();
    List<LabelledMessage> from = some.isEmpty() ? messages.subList(0, 1) : some;
    List<Candidate> candidates = new ArrayList<>();
    int step = Math.max(1, from.size() / CANDIDATES);
    for (int i = 0; i < from.size(); i += step) {
      candidates.add(new Candidate(from.get(i), least(from.get(i))));
    }
    candidates.sort(Comparator.comparingDouble(candidate -> -candidate.least()));
    Set<String> protocols = new HashSet<>();
    List<Candidate> surest =
        candidates.stream()
            .filter(candidate -> protocols.add(candidate.message().protocol()))
            .toList();
    return surest.subList(0, Math.min(TYPICAL, surest.size()));
  }

  private float least(LabelledMessage message) {
    float[] confidence =
        ArtifactSession.output(
                model.run(MessageTensors.of(List.of(message.bytes()))),
                MessageTensors.TAG_CONFIDENCE)
            .floats();
    float least = 1;
    for (float one : confidence) {
      least = Math.min(least, one);
    }
    return least;
  }
}
