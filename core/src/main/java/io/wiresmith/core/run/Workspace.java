package io.wiresmith.core.run;

import io.wiresmith.core.dataset.DatasetStore;
import java.nio.file.Path;

/**
 * The directory that holds everything made here: datasets, quarantine, artifacts, evaluations, runs
 * and the index of work done. Nothing in it is needed by a registry.
 *
 * @param root the directory, here or on a file system that machines share
 * @param local the directory of this machine for what needs one: checkpoints, what is being made,
 *     the ledger and logs; the root itself where that is here
 */
public record Workspace(Path root, Path local) {
  /** A workspace of this machine. */
  public Workspace(Path root) {
    this(root, root);
  }

  /** The datasets. */
  public DatasetStore datasets() {
    return new DatasetStore(root);
  }

  /** Where the refused rows of one extraction lie. */
  public Path quarantine(String workKey) {
    return root.resolve("quarantine").resolve(workKey);
  }

  /** Where one training leaves its artifact. */
  public Path artifact(String workKey) {
    return root.resolve("artifacts").resolve(workKey);
  }

  /**
   * Where the checkpoints of a training lie while it goes on, by its work key, and those that are
   * kept for people, by their model. On this machine: they are mapped and locked.
   */
  public Path checkpoints(String of) {
    return local.resolve("checkpoints").resolve(of);
  }

  /** Where one evaluation leaves its report. */
  public Path evaluation(String workKey) {
    return root.resolve("evaluations").resolve(workKey);
  }

  /** The records of all runs. */
  public RunStore runs() {
    return new RunStore(root.resolve("runs"));
  }

  /** What was done here before. */
  public WorkIndex work() {
    return new WorkIndex(root.resolve("work"));
  }

  /** Where the records of one run lie. */
  public Path run(String workKey) {
    return root.resolve("runs").resolve(workKey);
  }
}
