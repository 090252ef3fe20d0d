package io.wiresmith.serving;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import io.wiresmith.serving.fields.FoundMessages;
import io.wiresmith.serving.fields.MessageBytes;
import io.wiresmith.serving.model.HeldModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that hand messages to the model of fields. */
final class MessageOptions {
  /** The form of the answer. */
  enum Form {
    TABLE,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--hex",
      paramLabel = "DIGITS",
      description = "Of fields: a message in hexadecimal; several are several messages.")
  private List<String> hex = new ArrayList<>();

  @Option(
      names = "--base64",
      paramLabel = "TEXT",
      description = "Of fields: a message in base64; several are several messages.")
  private List<String> base64 = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      defaultValue = "table",
      description = "Form of the answer to messages (default ${DEFAULT-VALUE}).")
  private Form form = Form.TABLE;

  /**
   * The messages; none where a request is to be decided.
   *
   * @throws WiresmithException {@code USAGE} for messages to another model, {@code INVALID_INPUT}
   *     for what is no message
   */
  List<byte[]> messages(ModelRef ref) {
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < hex.size(); i++) {
      messages.add(MessageBytes.ofHex(hex.get(i), named("--hex", i, hex)));
    }
    for (int i = 0; i < base64.size(); i++) {
      messages.add(MessageBytes.ofBase64(base64.get(i), named("--base64", i, base64)));
    }
    if (!messages.isEmpty() && ref.key().model() != ModelId.FIELDS) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--hex and --base64 are messages for the model fields; %s takes a request by --input."
              .formatted(ref));
    }
    return messages;
  }

  private static String named(String option, int index, List<String> all) {
    return all.size() == 1 ? option : option + " number " + (index + 1);
  }

  /** The answer to messages. */
  String answer(ModelRef ref, HeldModel model, List<byte[]> messages) {
    FoundMessages found = FoundMessages.by(model, messages);
    return switch (form) {
      case JSON -> {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model_name", ref.key().id());
        json.put("model_version", model.versionName());
        json.put("parameters", model.parameters());
        json.put("messages", found.json());
        yield Json.text(json).stripTrailing();
      }
      case TABLE ->
          "%s version %s (%s)%n%s"
              .formatted(
                  ref.key().id(),
                  model.versionName(),
                  model.parameters().get("wiresmith.version"),
                  found.table().stripTrailing());
    };
  }
}
