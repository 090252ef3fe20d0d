package io.wiresmith.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ModelRefusalTest {
  private static final TensorProto EXTERNAL =
      TensorProto.newBuilder()
          .setName("w")
          .setDataType(1)
          .addDims(1)
          .setDataLocation(TensorProto.DataLocation.EXTERNAL)
          .addExternalData(
              StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/passwd"))
          .build();

  @Test
  void refusesExternalDataWhereverItHides() {
    String message = "tensor 'w' lies in another file (external data)";
    refuses(model -> model.getGraphBuilder().addInitializer(EXTERNAL), message);
    refuses(
        model -> addAttribute(model, AttributeProto.newBuilder().setName("value").setT(EXTERNAL)),
        message);
    GraphProto inner = GraphProto.newBuilder().addInitializer(EXTERNAL).build();
    refuses(
        model -> addAttribute(model, AttributeProto.newBuilder().setName("body").setG(inner)),
        message);
  }

  @Test
  void refusesOperatorsOfOtherDomains() {
    refuses(
        model -> model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft")),
        "the model uses the operator domain 'com.microsoft'; allowed are ai.onnx and ai.onnx.ml");
    refuses(
        model -> model.getGraphBuilder().getNodeBuilder(0).setDomain("com.microsoft"),
        "node total (Add) uses the operator domain 'com.microsoft'");
    NodeProto foreign = NodeProto.newBuilder().setOpType("X").setDomain("x").build();
    GraphProto inner = GraphProto.newBuilder().addNode(foreign).build();
    refuses(
        model -> addAttribute(model, AttributeProto.newBuilder().setName("body").setG(inner)),
        "uses the operator domain 'x'");
    refuses(model -> model.addFunctions(FunctionProto.newBuilder()), "functions of its own");
  }

  @Test
  void refusesWhatTheRuntimeCannotLoad() {
    byte[] unknown = changed(model -> model.getGraphBuilder().getNodeBuilder(0).setOpType("Foo"));
    assertThatThrownBy(() -> OnnxModel.load(unknown))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
        .hasMessageStartingWith("ONNX Runtime cannot load the model: ");
  }

  @Test
  void theCheckerFindsAModelThatIsNotValid() {
    byte[] unknown = changed(model -> model.getGraphBuilder().getNodeBuilder(0).setOpType("Foo"));
    assertThatThrownBy(() -> OnnxChecker.check(unknown)).hasMessageContaining("Foo");
    byte[] dangling = changed(model -> model.getGraphBuilder().getNodeBuilder(0).setInput(0, "z"));
    assertThatThrownBy(() -> OnnxChecker.check(dangling)).hasMessageContaining("z");
  }

  private static void refuses(Consumer<ModelProto.Builder> change, String message) {
    assertThatThrownBy(() -> OnnxModel.load(changed(change)))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
        .hasMessageStartingWith("The model is refused: ")
        .hasMessageContaining(message);
  }

  private static void addAttribute(ModelProto.Builder model, AttributeProto.Builder attribute) {
    model.getGraphBuilder().getNodeBuilder(0).addAttribute(attribute);
  }

  private static byte[] changed(Consumer<ModelProto.Builder> change) {
    try {
      ModelProto.Builder model = ModelProto.parseFrom(TestingGraphs.sum()).toBuilder();
      change.accept(model);
      return model.build().toByteArray();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
