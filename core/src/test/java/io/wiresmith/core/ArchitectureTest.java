package io.wiresmith.core;

import io.wiresmith.core.house.HouseRules;

class ArchitectureTest extends HouseRules {
  ArchitectureTest() {
    super("io.wiresmith.core");
  }
}
