package io.wiresmith.serving.http;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.serving.compression.CompressionRules;
import io.wiresmith.serving.model.LastGood;
import io.wiresmith.serving.model.ModelProof;
import io.wiresmith.serving.model.ModelSignature;
import io.wiresmith.serving.model.ModelSource;
import io.wiresmith.serving.model.ModelSupply;
import io.wiresmith.serving.model.RunnableModel;
import io.wiresmith.serving.model.SourcedVersion;
import io.wiresmith.serving.model.VersionFiles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A model that waits in each run until it is let go, and its own source. */
final class TestingModel implements RunnableModel, ModelSource, ModelProof {
  private final CompressionRules rules = new CompressionRules();
  private final CountDownLatch go;
  final Semaphore running = new Semaphore(0);

  TestingModel(CountDownLatch go) {
    this.go = go;
  }

  @Override
  public ModelSignature signature() {
    return rules.signature();
  }

  @Override
  public Map<String, Tensor> run(List<Tensor> inputs) {
    running.release();
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new WiresmithException(ErrorCode.INTERNAL, "interrupted", e);
    }
    return rules.decide(inputs);
  }

  @Override
  public SourcedVersion resolve(ModelRef ref) {
    return new SourcedVersion(7, "1.0.7", "sha", "artifact");
  }

  @Override
  public VersionFiles fetch(ModelKey key, SourcedVersion version) {
    return new VersionFiles("here", Map.of());
  }

  @Override
  public RunnableModel prove(ModelKey key, SourcedVersion version, VersionFiles files) {
    return this;
  }

  ModelSupply supply() {
    return new ModelSupply(this, this, LastGood.NONE);
  }

  @Override
  public void close() {}
}
