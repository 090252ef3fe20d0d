// Runs a verified model.onnx; tensors come and go by name.
import * as ort from 'onnxruntime-node';

ort.env.logLevel = 'error';

const KINDS = {
  FP32: { type: 'float32', array: (data) => Float32Array.from(data, Number) }, // Number knows "NaN" and "-Infinity"
  INT64: { type: 'int64', array: (data) => BigInt64Array.from(data, BigInt) },
  BYTES: { type: 'string', array: (data) => data },
};

export class Model {
  static async load(bytes) {
    return new Model(await ort.InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 3 }));
  }

  constructor(session) {
    this.session = session;
    this.inputs = session.inputNames;
  }

  /** Takes tensors as they stand in conformance.json, gives `{name: {shape, data}}`. */
  async run(tensors) {
    const feeds = {};
    for (const { name, datatype, shape, data } of tensors) {
      const kind = KINDS[datatype];
      if (!kind) {
        throw new Error(`input '${name}' is ${datatype}; this program knows ${Object.keys(KINDS).join(', ')}`);
      }
      feeds[name] = new ort.Tensor(kind.type, kind.array(data), shape);
    }
    const outputs = {};
    for (const [name, tensor] of Object.entries(await this.session.run(feeds))) {
      outputs[name] = { shape: [...tensor.dims], data: Array.from(tensor.data) };
    }
    return outputs;
  }

  /** The inputs of one row, of the types that the conformance vectors show; what is not given is missing. */
  row(given, types) {
    return this.inputs.map((name) => {
      const datatype = types[name];
      const missing = datatype === 'BYTES' ? '' : 'NaN';
      return { name, datatype, shape: [1, 1], data: [given[name] ?? missing] };
    });
  }
}

/** What is wrong with an output, or nothing. */
export function differs(expected, found) {
  if (!found) {
    return 'is absent';
  }
  if (String(expected.shape) !== String(found.shape) || expected.data.length !== found.data.length) {
    return `has the shape [${found.shape}], expected is [${expected.shape}]`;
  }
  const wrong = found.data.findIndex((have, i) => !close(expected.data[i], have, expected.tolerance ?? 0));
  return wrong < 0 ? '' : `is ${found.data[wrong]}, expected is ${expected.data[wrong]} (tolerance ${expected.tolerance})`;
}

function close(want, have, tolerance) {
  if (typeof have !== 'number') {
    return String(want) === String(have);
  }
  const expected = Number(want);
  const allowed = tolerance * (1 + Math.abs(expected));
  return Object.is(expected, have) || expected === have || (Number.isFinite(allowed) && Math.abs(expected - have) <= allowed);
}

/** One line of JSON: the elements of each output row by row. */
export function line(name, outputs) {
  const data = Object.entries(outputs).map(([output, tensor]) => [output, tensor.data]);
  const plain = (_, x) => (typeof x === 'bigint' || (typeof x === 'number' && !Number.isFinite(x)) ? String(x) : x);
  return JSON.stringify({ name, ...Object.fromEntries(data) }, plain);
}
