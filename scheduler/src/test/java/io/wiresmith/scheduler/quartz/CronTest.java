package io.wiresmith.scheduler.quartz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.WiresmithException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {
  /** A Thursday. */
  private static final LocalDateTime START = LocalDateTime.of(2026, 10, 1, 12, 0);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 * * 0 | 0 0 2 ? * SUN",
        "0 2 * * 7 | 0 0 2 ? * SUN",
        "30 4 1 * * | 0 30 4 1 * ?",
        "*/15 8-10 * * MON-FRI | 0 */15 8-10 ? * MON-FRI",
        "0 0 * 6 5-7 | 0 0 0 ? 6 FRI,SAT,SUN",
        "0 12 * jan,jul */3 | 0 0 12 ? JAN,JUL SUN,WED,SAT",
      })
  void fiveFieldsOfUnixMeanWhatQuartzSaysInSix(String unix, String quartz) {
    assertThat(next(unix, 40)).isEqualTo(next(quartz, 40));
  }

  @Test
  void ofDayAndWeekdayInUnixEitherWillDo() {
    List<LocalDateTime> both =
        Stream.concat(next("0 0 13 * *", 3).stream(), next("0 0 * * FRI", 10).stream())
            .distinct()
            .sorted()
            .limit(8)
            .toList();

    assertThat(next("0 0 13 * FRI", 8)).isEqualTo(both);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 */2 * SUN | 2026-10-11 2026-10-25 2026-11-01 2026-11-15",
        "0 2 13 * */2 | 2026-10-13 2026-12-13 2027-02-13 2027-03-13",
        "0 2 */10 * * | 2026-10-11 2026-10-21 2026-10-31 2026-11-01",
      })
  void ofDayAndWeekdayInUnixBothMustHoldWhereOneBeginsWithAStar(String unix, String days) {
    assertThat(next(unix, 4).stream().map(time -> time.toLocalDate().toString()))
        .containsExactly(days.split(" "));
    assertThat(next(unix, 4)).allMatch(time -> time.toLocalTime().equals(LocalTime.of(2, 0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 2 31 2 ?", "0 2 31 2 *", "0 0 2 30 2 ? *"})
  void aTimeThatNeverComesIsRefused(String text) {
    assertThatThrownBy(() -> Cron.parse(text))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("never comes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "daily",
        "* * *",
        "0 0 25 * * ?",
        "61 * * * *",
        "0 2 * * 8",
        "0 2 * * SAN",
        "0 2 * * ,",
        "0 2 L * *",
        "0 0 2 1 1 1",
        "0 2 * * 5-2",
        "0 0 2 ? * SUN 2026 7",
        "0 2 * * 1-x",
        "a b c d e"
      })
  void whatIsNoExpressionIsRefusedWithWhatToWrite(String text) {
    assertThatThrownBy(() -> Cron.parse(text))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("'" + text + "' cannot be read")
        .hasMessageContaining("five fields");
  }

  private static List<LocalDateTime> next(String text, int count) {
    Cron cron = Cron.parse(text);
    List<LocalDateTime> times = new ArrayList<>();
    LocalDateTime time = START;
    for (int i = 0; i < count; i++) {
      time = cron.after(time).orElseThrow();
      times.add(time);
    }
    return times;
  }
}
