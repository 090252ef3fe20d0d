/**
 * What a Spark cluster asks of a job that one machine does not: a master that answers, our jars on
 * the executors, a workspace that all of them see, and an end when they are lost. Entry: {@link
 * io.wiresmith.jobs.cluster.Cluster}. May import core.
 */
@NullMarked
package io.wiresmith.jobs.cluster;

import org.jspecify.annotations.NullMarked;
