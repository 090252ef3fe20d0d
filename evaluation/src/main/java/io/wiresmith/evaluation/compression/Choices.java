package io.wiresmith.evaluation.compression;

/**
 * What some rule or model chose for each row.
 *
 * @param codec index in the order of {@code Codec}, {@link #UNKNOWN} where nothing is known
 */
@SuppressWarnings("ArrayRecordComponent") // a view for the inner loops, never compared
record Choices(int[] codec) {
  static final int UNKNOWN = -1;

  int at(int row) {
    return codec[row];
  }

  static Choices always(int codec, int rows) {
    int[] same = new int[rows];
    java.util.Arrays.fill(same, codec);
    return new Choices(same);
  }
}
