package io.wiresmith.core.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Architecture rules; each module extends this, so that each is checked over its own classes. */
public abstract class HouseRules {
  private final JavaClasses classes;

  /** Checks the classes of that package and below. */
  protected HouseRules(String rootPackage) {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages(rootPackage);
  }

  @Test
  void packagesDoNotFormCycles() {
    slices()
        .matching("io.wiresmith.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes()
        .should()
        .beAnnotatedWith(NullMarked.class)
        .orShould(
            com.tngtech.archunit.lang.conditions.ArchConditions.be(
                new com.tngtech.archunit.base.DescribedPredicate<>("in a null-marked package") {
                  @Override
                  public boolean test(com.tngtech.archunit.core.domain.JavaClass type) {
                    return type.getPackage().isAnnotatedWith(NullMarked.class);
                  }
                }))
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void thirdPartyLibrariesHaveOneHome() {
    home("com.influxdb..", "io.wiresmith.etl.influx..");
    home("org.apache.hadoop..", "io.wiresmith.etl..");
    home("org.mlflow..", "io.wiresmith.registry.mlflow..");
    home("org.quartz..", "io.wiresmith.scheduler.quartz..");
    home("org.flywaydb..", "io.wiresmith.scheduler.ledger..");
    home("ai.djl..", "io.wiresmith.training..");
    home("ml.dmlc..", "io.wiresmith.training..");
    home("ai.onnxruntime..", "io.wiresmith.onnx..");
    home("ai.onnx.proto..", "io.wiresmith.onnx..");
    home("io.vertx..", "io.wiresmith.serving..");
  }

  @Test
  void sparkStaysInTheBatchModules() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.wiresmith.etl..",
            "io.wiresmith.training..",
            "io.wiresmith.evaluation..",
            "io.wiresmith.jobs..")
        .should()
        .dependOnClassesThat(resideInAPackage("org.apache.spark.."))
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void verbsDoNotSeeEachOther() {
    for (String verb : new String[] {"etl", "training", "evaluation", "registry", "scheduler"}) {
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.wiresmith." + verb + "..", "io.wiresmith.jobs..", "io.wiresmith.serving..")
          .should()
          .dependOnClassesThat(resideInAPackage("io.wiresmith." + verb + ".."))
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @Test
  void stateIsFinal() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC)
        .should()
        .beFinal()
        .allowEmptyShould(true)
        .check(classes);
  }

  private void home(String library, String room) {
    noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .because(library + " has one home: " + room)
        .allowEmptyShould(true)
        .check(classes);
  }
}
