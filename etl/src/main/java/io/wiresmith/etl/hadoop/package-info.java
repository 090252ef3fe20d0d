/**
 * Files on HDFS and S3 as paths of Java, so that datasets and everything else of a workspace lie
 * there by the code that writes them here. Entry: {@link io.wiresmith.etl.hadoop.HdfsProvider},
 * which Java finds by its service file. May import core, Hadoop and the configuration of Spark.
 */
@NullMarked
package io.wiresmith.etl.hadoop;

import org.jspecify.annotations.NullMarked;
