package io.wiresmith.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A loaded ONNX model: named tensors in, named tensors out. Thread-safe; {@link #close} waits until
 * the active runs have ended, later runs are refused.
 */
public final class OnnxModel implements AutoCloseable {
  private static final String LOADED = "loaded";

  private final OrtEnvironment environment = HeldEnvironment.get();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final ConcurrentLinkedDeque<Feed> idleFeeds = new ConcurrentLinkedDeque<>();
  private final OrtSession session;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final Map<String, String> metadata;
  private final Map<String, Tensor> defaults;
  private final InputContract contract;
  private volatile boolean closed;

  private OnnxModel(ModelFile file, byte[] bytes, ModelOptions options) throws OrtException {
    inputs = file.inputs();
    outputs = file.outputs();
    metadata = Collections.unmodifiableMap(file.metadata());
    defaults = file.defaults();
    contract = new InputContract(inputs, defaults);
    try (SessionOptions settings = sessionOptions(options)) {
      session =
          environment.createSession(
              defaults.isEmpty() ? bytes : file.withAllInputsRequired(), settings);
    }
  }

  /** Loads a model that runs in the caller's thread. */
  public static OnnxModel load(byte[] bytes) {
    return load(bytes, ModelOptions.DEFAULT);
  }

  /**
   * Loads a model from its bytes, never from a path: what was hashed is what runs.
   *
   * @throws WiresmithException {@code INVALID_INPUT} if the bytes are no model, hold external data
   *     or need operators outside {@code ai.onnx} and {@code ai.onnx.ml}; {@code CONFLICT} if the
   *     thread is interrupted or the process ends
   */
  public static OnnxModel load(byte[] bytes, ModelOptions options) {
    ModelFile file = ModelFile.parse(bytes);
    Interruption.check(LOADED);
    try {
      return new OnnxModel(file, bytes, options);
    } catch (OrtException | IllegalStateException e) {
      if (Interruption.begun()) {
        throw Interruption.error(LOADED, e);
      }
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "ONNX Runtime cannot load the model: " + e.getMessage() + ". Export it again.",
          e);
    }
  }

  /** What goes in, optional inputs included, in the order of the graph. */
  public List<TensorSpec> inputs() {
    return inputs;
  }

  /** What comes out, in the order of the graph. */
  public List<TensorSpec> outputs() {
    return outputs;
  }

  /** Whether an input may be left out. */
  public boolean isOptional(String input) {
    return defaults.containsKey(input);
  }

  /** The model's {@code metadata_props}, sorted by key. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * Runs the model.
   *
   * @param given one tensor for each required input, in any order
   * @return the outputs by name, in the order of the graph
   * @throws WiresmithException {@code INVALID_INPUT} that names the input, its type and shape and
   *     what is required; {@code CONFLICT} if the model was closed
   */
  public Map<String, Tensor> run(List<Tensor> given) {
    List<Tensor> complete = contract.complete(given);
    lock.readLock().lock();
    try {
      if (closed) {
        throw new WiresmithException(
            ErrorCode.CONFLICT, "The model was closed while this request came. Try again.");
      }
      return execute(complete);
    } catch (OrtException | IllegalStateException e) {
      if (Interruption.begun()) {
        throw Interruption.error("run", e);
      }
      throw new WiresmithException(
          ErrorCode.INTERNAL, "ONNX Runtime cannot run the model: " + e.getMessage(), e);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Refuses new runs, waits for the active ones, then releases the native session. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "ONNX Runtime cannot close the model: " + e.getMessage(), e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private Map<String, Tensor> execute(List<Tensor> complete) throws OrtException {
    Feed idle = idleFeeds.pollFirst();
    Feed feed = idle != null ? idle : new Feed(environment);
    try {
      feed.reserve(complete.stream().mapToLong(Feed::bytes).sum());
      for (Tensor tensor : complete) {
        feed.add(tensor);
      }
      try (OrtSession.Result result = session.run(feed.tensors())) {
        return read(result);
      }
    } finally {
      feed.clear();
      idleFeeds.addFirst(feed);
    }
  }

  private Map<String, Tensor> read(OrtSession.Result result) throws OrtException {
    Map<String, Tensor> read = new LinkedHashMap<>();
    for (TensorSpec output : outputs) {
      OnnxValue value =
          result.get(output.name()).orElseThrow(() -> new OrtException("no " + output.name()));
      OnnxTensor tensor = (OnnxTensor) value;
      long[] shape = ((TensorInfo) tensor.getInfo()).getShape();
      read.put(
          output.name(),
          new Tensor(
              output.name(),
              output.type(),
              shape,
              NativeOutputs.read(tensor, output.type(), shape)));
    }
    return Collections.unmodifiableMap(read);
  }

  private static SessionOptions sessionOptions(ModelOptions options) throws OrtException {
    SessionOptions settings = new SessionOptions();
    settings.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
    settings.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
    settings.setIntraOpNumThreads(options.intraOpThreads());
    settings.setInterOpNumThreads(1);
    settings.addConfigEntry("session.intra_op.allow_spinning", "0");
    settings.addConfigEntry("session.inter_op.allow_spinning", "0");
    return settings;
  }
}
