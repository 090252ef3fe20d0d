package io.wiresmith.registry.mlflow;

import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.Promotion;
import io.wiresmith.registry.PromotionPolicy;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.TestingRegistration;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A process of its own that registers the given run keys one after the other. */
final class PublishingProcess {
  /** Before the run keys: each version becomes champion too. */
  static final String PROMOTING = "--promoting";

  private PublishingProcess() {}

  /** Arguments: server, workspace, run keys. Prints the number of each version. */
  public static void main(String[] arguments) {
    MlflowRegistry registry = MlflowRegistry.of(arguments[0], Map.of());
    Path workspace = Path.of(arguments[1]);
    boolean promoting = arguments[2].equals(PROMOTING);
    if (promoting) {
      System.out.println("begins");
    }
    for (int i = promoting ? 3 : 2; i < arguments.length; i++) {
      TestingRegistration run = TestingRegistration.of(workspace, arguments[i]);
      System.out.println(
          promoting
              ? published(registry, run, registry.state(TestingRegistration.KEY).champion())
              : registry.register(run.build()).number());
    }
  }

  /** As the step publish does; the judgement stays what it was, however often it is repeated. */
  static RegisteredVersion published(
      ModelRegistry registry, TestingRegistration run, Optional<Integer> champion) {
    RegisteredVersion version = registry.register(run.build());
    new Promotion(registry, "publisher").settle(version, PromotionPolicy.AUTO, champion);
    return version;
  }
}
