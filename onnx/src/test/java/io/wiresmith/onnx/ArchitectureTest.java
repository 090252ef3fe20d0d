package io.wiresmith.onnx;

import io.wiresmith.core.house.HouseRules;

class ArchitectureTest extends HouseRules {
  ArchitectureTest() {
    super("io.wiresmith.onnx");
  }
}
