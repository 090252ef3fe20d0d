package io.wiresmith.scheduler.schedule;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.NearestName;
import io.wiresmith.core.WiresmithException;
import java.util.List;

/**
 * The schedules that are configured.
 *
 * @param all by name
 */
public record Schedules(List<Schedule> all) {
  /** Copies the list. */
  public Schedules {
    all = List.copyOf(all);
  }

  /**
   * The schedule of that name, or the only one of a model of that name.
   *
   * @throws WiresmithException {@code USAGE} with the known ones, if there is none or more than one
   */
  public Schedule of(String nameOrModel) {
    List<Schedule> named = all.stream().filter(it -> it.name().equals(nameOrModel)).toList();
    List<Schedule> found =
        named.isEmpty()
            ? all.stream()
                .filter(it -> it.model().id().equals(nameOrModel) || ofModel(it, nameOrModel))
                .toList()
            : named;
    if (found.size() == 1) {
      return found.get(0);
    }
    List<String> names = (found.isEmpty() ? all : found).stream().map(Schedule::name).toList();
    throw new WiresmithException(
        ErrorCode.USAGE,
        found.isEmpty()
            ? "No schedule is called '%s' or trains such a model.%s Known: %s. Schedules are keys schedules.<name>.… of the configuration."
                .formatted(
                    nameOrModel,
                    NearestName.hint(nameOrModel, names),
                    names.isEmpty() ? "none" : String.join(", ", names))
            : "Several schedules train '%s': %s. Name one."
                .formatted(nameOrModel, String.join(", ", names)));
  }

  private static boolean ofModel(Schedule schedule, String model) {
    return schedule.model().model().id().equals(model);
  }
}
