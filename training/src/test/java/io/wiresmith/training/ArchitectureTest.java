package io.wiresmith.training;

import io.wiresmith.core.house.HouseRules;

class ArchitectureTest extends HouseRules {
  ArchitectureTest() {
    super("io.wiresmith.training");
  }
}
