package io.wiresmith.serving.fields;

import io.wiresmith.core.fields.Field;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.fields.FoundField;
import io.wiresmith.onnx.fields.MessageTensors;
import io.wiresmith.serving.model.RunnableModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Messages with the fields that a model found in them, as people read them.
 *
 * @param messages the messages
 * @param fields the fields of each, in order
 */
public record FoundMessages(List<byte[]> messages, List<List<FoundField>> fields) {
  private static final int SHOWN_BYTES = 16;
  private static final int FIRST_PRINTED = 0x20;
  private static final int LAST_PRINTED = 0x7e;

  /** Copies the lists. */
  public FoundMessages {
    messages = List.copyOf(messages);
    fields = fields.stream().map(List::copyOf).toList();
  }

  /** What a model finds. */
  public static FoundMessages by(RunnableModel model, List<byte[]> messages) {
    List<Tensor> inputs = MessageTensors.of(messages);
    return new FoundMessages(
        messages, FoundField.of(MessageRuns.decide(model, inputs), messages.size()));
  }

  /** Each message as {@code {length, fields: [{start, end, type, confidence, hex}]}}. */
  public List<Map<String, Object>> json() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      byte[] message = messages.get(i);
      List<Map<String, Object>> list = new ArrayList<>();
      for (FoundField found : fields.get(i)) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("start", found.field().start());
        one.put("end", found.field().end());
        one.put("type", found.field().type().id());
        one.put("confidence", found.confidence());
        one.put("hex", HexFormat.of().formatHex(bytes(message, found.field())));
        list.add(one);
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("length", message.length);
      one.put("fields", list);
      all.add(one);
    }
    return all;
  }

  /** A table for each message: position, type, confidence, bytes, and the text of strings. */
  public String table() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < messages.size(); i++) {
      byte[] message = messages.get(i);
      if (i > 0) {
        text.append('\n');
      }
      text.append("message %d: %d bytes, %d fields%n".formatted(i + 1, message.length, count(i)));
      text.append("%11s  %-8s  %10s  %s%n".formatted("bytes", "type", "confidence", "content"));
      for (FoundField found : fields.get(i)) {
        text.append(line(message, found));
      }
    }
    return text.toString();
  }

  private int count(int message) {
    return fields.get(message).size();
  }

  private static String line(byte[] message, FoundField found) {
    Field field = found.field();
    String place =
        field.length() == 1 ? "" + field.start() : field.start() + "-" + (field.end() - 1);
    return String.format(
        Locale.ROOT,
        "%11s  %-8s  %10.3f  %s%n",
        place,
        field.type().id(),
        found.confidence(),
        content(bytes(message, field)));
  }

  private static byte[] bytes(byte[] message, Field field) {
    return Arrays.copyOfRange(message, field.start(), field.end());
  }

  /** The first bytes in hex, and what of them can be printed. */
  private static String content(byte[] bytes) {
    byte[] shown = Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN_BYTES));
    StringBuilder printed = new StringBuilder();
    for (byte one : shown) {
      boolean plain = one >= FIRST_PRINTED && one <= LAST_PRINTED;
      printed.append(plain ? (char) one : '.');
    }
    String more = bytes.length > SHOWN_BYTES ? " ..." : "";
    return HexFormat.ofDelimiter(" ").formatHex(shown) + more + "  |" + printed + "|";
  }
}
