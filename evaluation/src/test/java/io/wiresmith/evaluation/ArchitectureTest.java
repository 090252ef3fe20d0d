package io.wiresmith.evaluation;

import io.wiresmith.core.house.HouseRules;

class ArchitectureTest extends HouseRules {
  ArchitectureTest() {
    super("io.wiresmith.evaluation");
  }
}
