package io.wiresmith.serving.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TailTest {
  private static final float NONE = Float.NaN;
  private static final float[] HISTORY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

  private static float next(float[] before, float... later) {
    return Tail.of(before, 0, before.length).next(later, 0, later.length);
  }

  @Test
  void findsTheFirstValueThatCameAfterwards() {
    assertThat(next(HISTORY, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)).isEqualTo(11);
    assertThat(next(HISTORY, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)).isEqualTo(11);
    assertThat(next(HISTORY, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)).isEqualTo(11);
  }

  @Test
  void theSameHistoryBringsNothing() {
    assertThat(next(HISTORY, HISTORY)).isNaN();
    assertThat(next(HISTORY, 0, 0, 3, 4, 5, 6, 7, 8, 9, 10)).isNaN();
  }

  @Test
  void anOlderOrAnotherHistoryBringsNothing() {
    assertThat(next(HISTORY, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)).isNaN();
    assertThat(next(HISTORY, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79)).isNaN();
    assertThat(next(HISTORY)).isNaN();
  }

  @Test
  void valuesThatNeverChangeCannotBeToldFromARepetition() {
    assertThat(next(new float[] {5, 5, 5, 5}, 5, 5, 5, 5)).isNaN();
    assertThat(next(new float[] {5, 5, 5, 5}, 5, 5, 5, 6)).isEqualTo(6);
    assertThat(next(new float[] {5, 5, 5, 6}, 5, 5, 6, 6)).isEqualTo(6);
  }

  @Test
  void aShortHistoryIsFoundByTwoValues() {
    assertThat(next(new float[] {1, 2}, 1, 2, 3)).isEqualTo(3);
    assertThat(next(new float[] {1, 2, 3}, 2, 3, 4)).isEqualTo(4);
    assertThat(next(new float[] {1, 2}, 2, 3)).isNaN();
    assertThat(next(new float[] {1}, 1, 2)).isNaN();
  }

  @Test
  void whatWasNotMeasuredIsPartOfTheHistory() {
    assertThat(next(new float[] {NONE, 1, NONE, 2}, 1, NONE, 2, 3)).isEqualTo(3);
    assertThat(next(new float[] {NONE, 1, NONE, 2}, 1, NONE, 2, NONE)).isNaN();
    assertThat(next(new float[] {NONE, NONE, NONE}, NONE, NONE, 5)).isNaN();
  }

  @Test
  void rowsAreTakenFromTheMiddleOfATensor() {
    float[] rows = {9, 9, 1, 2, 3, 8, 2, 3, 4};
    assertThat(Tail.of(rows, 2, 5).next(rows, 6, 9)).isEqualTo(4);
  }
}
