package io.wiresmith.training.compression;

import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.onnx.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What the model is asked about one transfer.
 *
 * @param numbers the values of {@code TransferTelemetry.inputFields()}, NaN where missing
 * @param tags the values of {@code TransferTelemetry.INPUT_TAGS}, empty where missing
 */
record RawRow(float[] numbers, String[] tags) implements Serializable {
  static RawRow of(Transfer transfer) {
    float[] numbers = new float[transfer.inputs().length];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = (float) transfer.inputs()[k];
    }
    return new RawRow(numbers, transfer.tags().clone());
  }

  static List<RawRow> of(List<Transfer> transfers) {
    return transfers.stream().map(RawRow::of).toList();
  }

  /** The same row with one number replaced. */
  RawRow with(int field, float number) {
    float[] changed = numbers.clone();
    changed[field] = number;
    return new RawRow(changed, tags);
  }

  /** The same row with one tag replaced. */
  RawRow withTag(int tag, String text) {
    String[] changed = tags.clone();
    changed[tag] = text;
    return new RawRow(numbers, changed);
  }

  /** The inputs of the graph for a batch, each {@code [N,1]}. */
  static List<Tensor> tensors(List<RawRow> rows) {
    List<Tensor> tensors = new ArrayList<>();
    List<String> fields = TransferTelemetry.inputFields();
    for (int k = 0; k < fields.size(); k++) {
      float[] column = new float[rows.size()];
      for (int i = 0; i < column.length; i++) {
        column[i] = rows.get(i).numbers[k];
      }
      tensors.add(Tensor.column(fields.get(k), column));
    }
    for (int tag = 0; tag < TransferTelemetry.INPUT_TAGS.size(); tag++) {
      String[] column = new String[rows.size()];
      for (int i = 0; i < column.length; i++) {
        column[i] = rows.get(i).tags[tag];
      }
      tensors.add(Tensor.column(TransferTelemetry.INPUT_TAGS.get(tag), column));
    }
    return tensors;
  }
}
