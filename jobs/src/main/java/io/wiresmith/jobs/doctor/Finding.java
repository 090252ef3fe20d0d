package io.wiresmith.jobs.doctor;

/**
 * What a look at one thing found.
 *
 * @param name what was looked at
 * @param health how it is
 * @param found one line about it
 * @param remedy what to do; empty text where nothing is to be done
 */
public record Finding(String name, Health health, String found, String remedy) {
  static Finding ok(String name, String found) {
    return new Finding(name, Health.OK, found, "");
  }

  static Finding warning(String name, String found, String remedy) {
    return new Finding(name, Health.WARNING, found, remedy);
  }

  static Finding failed(String name, String found, String remedy) {
    return new Finding(name, Health.FAILED, found, remedy);
  }
}
