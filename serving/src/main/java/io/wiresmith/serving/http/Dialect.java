package io.wiresmith.serving.http;

import io.wiresmith.serving.fields.DetectAnswer;
import io.wiresmith.serving.fields.DetectReader;
import io.wiresmith.serving.fields.DetectRequest;
import io.wiresmith.serving.model.ModelSignature;
import io.wiresmith.serving.oip.InferRequest;
import io.wiresmith.serving.oip.InferRequestReader;

/** How the bodies of a path are read and its answers written. */
enum Dialect {
  /** The Open Inference Protocol. */
  INFERENCE {
    @Override
    Question read(ModelSignature signature, int maxRows, byte[] body) {
      InferRequest request = new InferRequestReader(signature, maxRows).read(body);
      return new Question(request, response -> response.json(request.outputs()));
    }
  },
  /** Messages in hex or base64 in, their fields out. */
  DETECT {
    @Override
    Question read(ModelSignature signature, int maxRows, byte[] body) {
      DetectRequest request = DetectReader.read(body);
      return new Question(request.infer(), response -> DetectAnswer.json(request, response));
    }
  };

  /**
   * Reads a body.
   *
   * @throws io.wiresmith.core.WiresmithException {@code INVALID_INPUT} that names the place
   */
  abstract Question read(ModelSignature signature, int maxRows, byte[] body);
}
