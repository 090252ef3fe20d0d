package io.wiresmith.evaluation.fields;

/** Whose fields are counted; the segmenters follow in the order of {@link Segmenter}. */
final class Method {
  static final int MODEL = 0;
  static final int CHAMPION = 1;
  private static final int SEGMENTERS = 2;

  /** All of them. */
  static final int COUNT = SEGMENTERS + Segmenter.values().length;

  private Method() {}

  static int of(Segmenter segmenter) {
    return SEGMENTERS + segmenter.ordinal();
  }
}
