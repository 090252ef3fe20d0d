package io.wiresmith.evaluation.fields;

import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.evaluation.statistics.Latency;
import java.util.ArrayList;
import java.util.List;

/**
 * How long fields take to be found in one thread, on this machine: the only figures of an
 * evaluation that another evaluation may find otherwise.
 *
 * @param threads always 1
 * @param bytes of each message
 * @param oneRow of one message
 * @param batchRows messages of the batch
 * @param batch of the whole batch
 */
record FieldsLatency(int threads, int bytes, Latency oneRow, int batchRows, Latency batch) {
  private static final int ROWS = 64;
  private static final int BYTES = 64;

  /** Of messages made of the bytes that were judged. */
  static FieldsLatency of(FieldsSession session, List<JudgedMessage> judged) {
    List<byte[]> messages = messages(judged);
    Latency single = Latency.of(50, 500, run -> session.find(List.of(messages.get(run % ROWS))));
    Latency together = Latency.of(5, 50, run -> session.find(messages));
    return new FieldsLatency(1, BYTES, single, ROWS, together);
  }

  private static List<byte[]> messages(List<JudgedMessage> judged) {
    List<byte[]> messages = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      byte[] message = new byte[BYTES];
      if (!judged.isEmpty()) {
        LabelledMessage from = judged.get((int) ((long) row * judged.size() / ROWS)).message();
        byte[] bytes = from.bytes();
        for (int i = 0; i < BYTES; i++) {
          message[i] = bytes[i % bytes.length];
        }
      }
      messages.add(message);
    }
    return messages;
  }
}
