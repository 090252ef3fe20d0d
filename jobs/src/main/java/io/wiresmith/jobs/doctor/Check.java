package io.wiresmith.jobs.doctor;

import java.util.concurrent.Callable;

/**
 * A look at one thing.
 *
 * @param name what is looked at
 * @param remedy what to do where the look itself fails
 * @param look finds out; whatever it throws is a failure of the thing
 */
record Check(String name, String remedy, Callable<Finding> look) {}
