package io.wiresmith.scheduler.quartz;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.time.Duration;
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
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Calls at regular times, from memory: it remembers nothing, and what it missed is no matter, since
 * whoever is called computes what is due from the ledger.
 */
public final class QuartzTimer implements AutoCloseable {
  private static final String ACTION = "action";

  private final Scheduler scheduler;

  private QuartzTimer(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Calls an action now and then again and again, one call at a time. */
  public static QuartzTimer every(Duration period, Runnable action) {
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
          JobBuilder.newJob(Call.class).usingJobData(data).build(),
          TriggerBuilder.newTrigger()
              .startNow()
              .withSchedule(
                  SimpleScheduleBuilder.simpleSchedule()
                      .withIntervalInMilliseconds(period.toMillis())
                      .repeatForever()
                      .withMisfireHandlingInstructionNextWithRemainingCount())
              .build());
      scheduler.start();
      return new QuartzTimer(scheduler);
    } catch (SchedulerException e) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "Quartz does not start: " + e.getMessage(), e);
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
