"""MLServer's side of the comparison: a runtime as its users write one, with nothing to spare."""

import numpy
import onnxruntime
from mlserver import MLModel
from mlserver.types import InferenceResponse, ResponseOutput

TYPES = {"FP32": numpy.float32, "INT64": numpy.int64, "BYTES": object}
NAMES = {"tensor(string)": "BYTES", "tensor(float)": "FP32", "tensor(int64)": "INT64"}


class OnnxRuntime(MLModel):
    async def load(self):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        path = self.settings.parameters.uri
        self.session = onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])
        self.given = [(output.name, NAMES[output.type]) for output in self.session.get_outputs()]
        return True

    async def predict(self, payload):
        values = {
            i.name: numpy.array(list(i.data), dtype=TYPES[i.datatype]).reshape(i.shape)
            for i in payload.inputs
        }
        outputs = [
            ResponseOutput(
                name=name, datatype=kind, shape=list(out.shape), data=out.ravel().tolist()
            )
            for (name, kind), out in zip(self.given, self.session.run(None, values))
        ]
        return InferenceResponse(model_name=self.name, model_version="1", outputs=outputs)
