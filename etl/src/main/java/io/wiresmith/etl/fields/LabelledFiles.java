package io.wiresmith.etl.fields;

import io.wiresmith.core.fields.FieldList;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.etl.fields.CaptureReader.Found;
import io.wiresmith.etl.fields.MessageText.Refused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Labelled messages of a few files, held in memory and read without Spark: reference sets. The
 * forms are those of {@link CaptureSource}.
 *
 * @param messages in the order of files and lines
 * @param refused what could not be taken: file, line and reason
 */
public record LabelledFiles(List<LabelledMessage> messages, List<String> refused) {
  /** Copies the lists. */
  public LabelledFiles {
    messages = List.copyOf(messages);
    refused = List.copyOf(refused);
  }

  /**
   * Reads files and directories.
   *
   * @throws io.wiresmith.core.WiresmithException {@code NOT_FOUND} if there is none, {@code
   *     STORAGE_UNAVAILABLE} if one cannot be read
   */
  public static LabelledFiles read(List<String> paths) {
    List<LabelledMessage> messages = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Path file : new CaptureSource(paths).files()) {
      CaptureReader reader = new CaptureReader(file);
      while (reader.hasNext()) {
        Found found = reader.next();
        try {
          messages.add(message(found));
        } catch (Refused e) {
          refused.add("%s:%d: %s".formatted(file.getFileName(), found.number(), e.getMessage()));
        }
      }
    }
    return new LabelledFiles(messages, refused);
  }

  private static LabelledMessage message(Found found) throws Refused {
    CaptureLine line = found.message();
    if (line == null) {
      throw why(found.refused());
    }
    MessageText text = MessageText.of(line.hex(), line.fields());
    String protocol = line.protocol();
    return new LabelledMessage(
        HexFormat.of().parseHex(text.hex()),
        FieldList.parse(text.fields()),
        protocol == null ? "" : protocol,
        line.capture(),
        Long.parseLong(line.frame()));
  }

  private static Refused why(@Nullable Refused refused) {
    return java.util.Objects.requireNonNull(refused, "a line is a message or refused");
  }
}
