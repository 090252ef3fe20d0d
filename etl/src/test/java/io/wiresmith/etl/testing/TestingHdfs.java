package io.wiresmith.etl.testing;

import io.wiresmith.core.io.Locations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** A real HDFS on loopback: a name node and one data node in this process. */
public final class TestingHdfs implements AutoCloseable {
  private final MiniDFSCluster cluster;

  private TestingHdfs(MiniDFSCluster cluster) {
    this.cluster = cluster;
  }

  /** Starts one whose disk is that directory. */
  public static TestingHdfs in(Path directory) {
    Configuration settings = new Configuration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.toString());
    try {
      MiniDFSCluster cluster = new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
      cluster.waitActive();
      return new TestingHdfs(cluster);
    } catch (IOException e) {
      throw new IllegalStateException("No HDFS in " + directory, e);
    }
  }

  /** A place below its root. */
  public Path path(String name) {
    return Locations.path(address() + "/" + name);
  }

  /** {@code hdfs://host:port}. */
  public String address() {
    return "hdfs://127.0.0.1:" + cluster.getNameNodePort();
  }

  /** Has who holds a file, and says nothing for that long, be taken for dead. */
  public void silenceBeforeDeath(long millis) {
    cluster.setLeasePeriod(millis, 3_600_000);
  }

  /** Ends it. */
  @Override
  public void close() {
    cluster.shutdown();
  }

  /**
   * Starts one for scripts, until the process is told to end.
   *
   * @param words its disk, and the file that will hold its address
   */
  public static void main(String[] words) throws IOException, InterruptedException {
    try (TestingHdfs hdfs = in(Path.of(words[0]))) {
      Files.writeString(Path.of(words[1]), hdfs.address());
      Thread.currentThread().join();
    }
  }
}
