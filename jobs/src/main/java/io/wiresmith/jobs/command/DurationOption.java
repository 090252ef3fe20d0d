package io.wiresmith.jobs.command;

import io.wiresmith.jobs.config.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration on the command line, longer than nothing. */
final class DurationOption implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String value) {
    Duration duration =
        Durations.find(value)
            .orElseThrow(
                () ->
                    new TypeConversionException(
                        "'" + value + "' is no duration; write 30d, 12h, 90m, 45s, 2w or P30D"));
    if (duration.isZero()) {
      throw new TypeConversionException("'" + value + "' must be longer than nothing");
    }
    return duration;
  }
}
