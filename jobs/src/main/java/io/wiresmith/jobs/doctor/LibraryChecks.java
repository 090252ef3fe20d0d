package io.wiresmith.jobs.doctor;

import io.wiresmith.onnx.OnnxLibrary;
import io.wiresmith.training.torch.TorchEngine;
import io.wiresmith.training.xgboost.TreeLibrary;
import java.util.List;

/** The native libraries, loaded for real. */
final class LibraryChecks {
  private static final String BUILD =
      "It is unpacked from a jar into the directory for temporary files: is that writable, and not mounted noexec? Is this x86-64 Linux with glibc?";

  private LibraryChecks() {}

  static List<Check> all() {
    return List.of(
        new Check(
            "onnxruntime",
            BUILD,
            () -> Finding.ok("onnxruntime", "version " + OnnxLibrary.version() + " loads")),
        new Check(
            "xgboost4j",
            BUILD + " It needs OpenMP: apt-get install -y libgomp1",
            () -> Finding.ok("xgboost4j", TreeLibrary.tried() + " rows in its memory")),
        new Check(
            "pytorch",
            BUILD + " DJL keeps it in ~/.djl.ai (DJL_CACHE_DIR).",
            () ->
                Finding.ok(
                    "pytorch",
                    "version %s under DJL %s, offline"
                        .formatted(TorchEngine.version(), TorchEngine.djlVersion()))));
  }
}
