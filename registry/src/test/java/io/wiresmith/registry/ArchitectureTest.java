package io.wiresmith.registry;

import io.wiresmith.core.house.HouseRules;

class ArchitectureTest extends HouseRules {
  ArchitectureTest() {
    super("io.wiresmith.registry");
  }
}
