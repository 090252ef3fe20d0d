package io.wiresmith.training.sequence;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.SplittableRandom;

/** Says at each step the sum of the step's input and the one before; squared error. */
record EchoTask(int batches) implements SequenceTask {
  static final int STEPS = 6;
  private static final int ROWS = 16;

  @Override
  public int width() {
    return 2;
  }

  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public int batches(int epoch) {
    return batches;
  }

  @Override
  public SequenceBatch batch(int epoch, int batch) {
    return EchoBatch.of(1000L * epoch + batch);
  }

  @Override
  public int validationBatches() {
    return 2;
  }

  @Override
  public SequenceBatch validation(int batch) {
    return EchoBatch.of(-1 - batch);
  }

  /** A batch from a seed. */
  record EchoBatch(float[] inputs, float[] sums) implements SequenceBatch {
    static EchoBatch of(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      float[] inputs = new float[ROWS * STEPS * 2];
      float[] sums = new float[ROWS * STEPS];
      for (int row = 0; row < ROWS; row++) {
        float before = 0;
        for (int step = 0; step < STEPS; step++) {
          float value = (float) random.nextDouble();
          inputs[(row * STEPS + step) * 2] = value;
          inputs[(row * STEPS + step) * 2 + 1] = step / (float) STEPS;
          sums[row * STEPS + step] = value + before;
          before = value;
        }
      }
      return new EchoBatch(inputs, sums);
    }

    @Override
    public NDArray inputs(NDManager scope) {
      return scope.create(inputs, new Shape(ROWS, STEPS, 2));
    }

    @Override
    public NDArray loss(NDArray outputs) {
      NDArray wanted = outputs.getManager().create(sums, new Shape(ROWS, STEPS, 1));
      return wanted.sub(outputs).square().mean();
    }

    @Override
    public long targets() {
      return sums.length;
    }

    @Override
    public Map<String, Double> sums(NDArray outputs) {
      double off = 0;
      float[] found = outputs.toFloatArray();
      for (int i = 0; i < found.length; i++) {
        off += Math.abs(found[i] - sums[i]);
      }
      return Map.of("mae", off);
    }
  }
}
