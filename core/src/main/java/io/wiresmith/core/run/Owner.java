package io.wiresmith.core.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process that works on something that others see too.
 *
 * @param name {@code host/process number/start}; two lives of a process number differ
 */
public record Owner(String name) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path SPACE = Path.of("/proc/self/ns/pid");

  /**
   * Where numbers of processes mean the same: a boot of a machine, and a container on it. Machines
   * made from one image share their names.
   */
  private static final String PLACE = place();

  private static final int START_TICKS = 19; // Field 22 of proc(5), from the one after the name.

  /** This process. */
  public static Owner here() {
    ProcessHandle process = ProcessHandle.current();
    return new Owner(host() + "/" + process.pid() + "/" + start(process));
  }

  /** Whether it is a process of this machine that is gone for sure; of others nobody knows. */
  public boolean dead() {
    if (name.matches("[0-9]{1,9}")) { // Older code wrote no more than the number.
      return ProcessHandle.of(Long.parseLong(name)).filter(ProcessHandle::isAlive).isEmpty();
    }
    List<String> parts = List.of(name.split("/", -1));
    if (parts.size() != 3 || !parts.get(0).equals(host()) || !parts.get(1).matches("[0-9]{1,9}")) {
      return false;
    }
    String start = parts.get(2);
    if (start.contains("-") && !start.endsWith("-" + PLACE)) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts.get(1)));
    return process.filter(ProcessHandle::isAlive).isEmpty() || !start.equals(start(process.get()));
  }

  /**
   * Linux counts a start from the machine's: Java makes a time of day of it, which is another one
   * for a process that asks after the wall clock was set.
   */
  private static String start(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      String[] afterTheName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return afterTheName[START_TICKS] + "-" + PLACE;
    } catch (IOException e) {
      return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L).toString();
    }
  }

  private static String place() {
    try {
      String space = Files.readSymbolicLink(SPACE).toString().replaceAll("[^0-9]", "");
      return Files.readString(BOOT).substring(0, 8) + "-" + space;
    } catch (IOException e) {
      return "";
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
