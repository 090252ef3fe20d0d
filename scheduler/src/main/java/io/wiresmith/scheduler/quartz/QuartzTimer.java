package io.wiresmith.scheduler.quartz;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Calls at regular times, from memory: it remembers nothing, and what it missed is no matter, since
 * whoever is called computes what is due from the ledger.
 */
public final class QuartzTimer implements AutoCloseable {
  private static final String ACTION = "action";
  private static final TriggerKey TRIGGER = new TriggerKey("period");

  private final Scheduler scheduler;
  private final Duration period;

  private QuartzTimer(Scheduler scheduler, Duration period) {
    this.scheduler = scheduler;
    this.period = period;
  }

  /** Calls an action now and then again and again, one call at a time. */
  public static QuartzTimer every(Duration period, Runnable action) {
    return starting(new Date(), period, action);
  }

  static QuartzTimer starting(Date first, Duration period, Runnable action) {
    Properties properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceName", "wiresmith-" + UUID.randomUUID());
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    properties.setProperty("org.quartz.threadPool.threadCount", "1");
    properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    JobDataMap data = new JobDataMap();
    data.put(ACTION, action);
    try {
      Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
      scheduler.scheduleJob(
          JobBuilder.newJob(Call.class).usingJobData(data).build(), trigger(first, period));
      scheduler.start();
      return new QuartzTimer(scheduler, period);
    } catch (SchedulerException e) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "Quartz does not start: " + e.getMessage(), e);
    }
  }

  private static Trigger trigger(Date first, Duration period) {
    return TriggerBuilder.newTrigger()
        .withIdentity(TRIGGER)
        .startAt(first)
        .withSchedule(
            SimpleScheduleBuilder.simpleSchedule()
                .withIntervalInMilliseconds(period.toMillis())
                .repeatForever()
                .withMisfireHandlingInstructionNextWithRemainingCount())
        .build();
  }

  /**
   * Calls on after the wall clock was set back: Quartz waits by that clock, and would be silent for
   * as long. Whoever made this timer calls it about once in a period.
   */
  public void keepUp() {
    try {
      Date now = new Date();
      Date next = scheduler.getTrigger(TRIGGER).getNextFireTime();
      if (next.getTime() - now.getTime() > 2 * period.toMillis()) {
        scheduler.rescheduleJob(TRIGGER, trigger(now, period));
      }
    } catch (SchedulerException e) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "Quartz does not begin anew: " + e.getMessage(), e);
    }
  }

  /** Calls no more, once the present call has returned. */
  @Override
  public void close() {
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "Quartz does not stop: " + e.getMessage(), e);
    }
  }

  /** Quartz makes it by its constructor. */
  @DisallowConcurrentExecution
  public static final class Call implements Job {
    /** For Quartz. */
    public Call() {}

    @Override
    public void execute(JobExecutionContext context) {
      if (context.getMergedJobDataMap().get(ACTION) instanceof Runnable action) {
        action.run();
      }
    }
  }
}
