package io.wiresmith.training.torch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactorTest {
  @Test
  void isStillThereOnTheWayBackWhenTheCollectorHasRun() {
    TorchEngine.engine();
    try (NDManager scope = NDManager.newBaseManager(Device.cpu(), TorchEngine.NAME)) {
      for (int i = 0; i < 5; i++) {
        NDArray value = scope.create(new float[] {1, 2}, new Shape(2));
        value.setRequiresGradient(true);
        try (GradientCollector gradients = TorchEngine.engine().newGradientCollector()) {
          NDArray sum = Factor.over(Factor.times(value, 3), 0.5).sum();
          disturb();
          gradients.backward(sum);
          assertThat(value.getGradient().toFloatArray()).containsExactly(6, 6);
        }
      }
    }
  }

  /** Lets memory go that nobody holds, and takes it for something else. */
  private static void disturb() {
    System.gc();
    List<ByteBuffer> others = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      others.add(ByteBuffer.allocateDirect(Float.BYTES).putFloat(0, 77));
    }
    assertThat(others).hasSize(5_000);
  }

  @Test
  void isWhatEveryFormulaUsesForItsNumbers() {
    noClasses()
        .should()
        .callMethod(NDArray.class, "mul", Number.class)
        .orShould()
        .callMethod(NDArray.class, "div", Number.class)
        .orShould()
        .callMethod(NDArray.class, "pow", Number.class)
        .because("DJL lets go of the number's memory before the gradient needs it")
        .check(new ClassFileImporter().importPackages("io.wiresmith.training"));
  }
}
