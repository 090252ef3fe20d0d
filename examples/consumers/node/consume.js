// Pulls a model that Wiresmith published to MLflow, compares every byte with what was registered, and decides with it.
import { parseArgs } from 'node:util';
import { INTEGRITY, Refused, Server, USAGE, Version } from './registry.js';

const HELP = `usage: node consume.js [options] vectors | decide name=value… | decide JSON

Pulls a model that Wiresmith published to MLflow, compares every byte with what was registered, and decides with it.

  vectors                              run every conformance vector; one line of JSON for each
  decide rtt_ms=20 link_type=wan …     decide one transfer; inputs not given are missing
  decide '{"rtt_ms": 20, …}'           the same as JSON

  --tracking-uri URI   the MLflow server (default: MLFLOW_TRACKING_URI)
  --model NAME         registered model (default: wiresmith-compression)
  --alias NAME         which version (default: champion)
exit codes: 0 done, 1 defect, 2 wrong usage, 13 not what was registered, 75 the server is down
`;

function parse(words) {
  let parsed;
  try {
    parsed = parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        'tracking-uri': { type: 'string', default: process.env.MLFLOW_TRACKING_URI ?? '' },
        model: { type: 'string', default: 'wiresmith-compression' },
        alias: { type: 'string', default: 'champion' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (e) {
    throw new Refused(USAGE, `${e.message} See --help.`);
  }
  const { values, positionals: [command, ...inputs] } = parsed;
  if (values.help) {
    process.stdout.write(HELP);
    process.exit(0);
  }
  if (!(command === 'vectors' && !inputs.length) && !(command === 'decide' && inputs.length)) {
    throw new Refused(USAGE, `Found '${[command, ...inputs].join(' ')}'. Required: vectors, or decide and its inputs. See --help.`);
  }
  if (!values['tracking-uri']) {
    throw new Refused(USAGE, 'No server: give --tracking-uri, or set MLFLOW_TRACKING_URI.');
  }
  return { ...values, uri: values['tracking-uri'], transfer: command === 'decide' ? transfer(inputs) : null };
}

/** The inputs of one transfer by name. */
function transfer(words) {
  if (words[0].trimStart().startsWith('{')) {
    try {
      return JSON.parse(words.join(' '));
    } catch (e) {
      throw new Refused(USAGE, `The inputs are no JSON: ${e.message}. Required: an object of input names and values.`);
    }
  }
  return Object.fromEntries(words.map((word) => {
    const at = word.indexOf('=');
    if (at < 0) {
      throw new Refused(USAGE, `'${word}' is no input. Required: name=value.`);
    }
    return [word.slice(0, at), word.slice(at + 1)];
  }));
}

function check(given, types) {
  for (const [name, value] of Object.entries(given)) {
    if (!(name in types)) {
      throw new Refused(USAGE, `The model has no input '${name}'. It has: ${Object.keys(types).join(', ')}.`);
    }
    const text = types[name] === 'BYTES';
    if (value !== null && !(text ? typeof value === 'string' : isNumber(value))) {
      throw new Refused(USAGE, `Input '${name}' is ${JSON.stringify(value)}. Required: a ${text ? 'text' : 'number'}.`);
    }
  }
}

function isNumber(value) {
  const texts = typeof value === 'string' && value.trim() !== '' && (value === 'NaN' || !Number.isNaN(Number(value)));
  return typeof value === 'number' || texts;
}

async function main(words) {
  const given = parse(words);
  const version = await Version.find(new Server(given.uri), given.model, given.alias);
  const files = await version.fetch();
  console.error(`${version.where} (${given.alias}): ${Object.keys(files).length} files as registered`);
  // Nothing that parses models is loaded before the bytes are known.
  const { Model, differs, line } = await import('./model.js');
  const { vectors } = JSON.parse(files['conformance.json']);
  const model = await Model.load(files['model.onnx']);
  if (given.transfer) {
    const types = Object.fromEntries(vectors[0].inputs.map((input) => [input.name, input.datatype]));
    check(given.transfer, types);
    console.log(line('transfer', await model.run(model.row(given.transfer, types))));
    return;
  }
  let fault = '';
  for (const { name, inputs, outputs: expected } of vectors) {
    const outputs = await model.run(inputs);
    console.log(line(name, outputs));
    for (const output of expected) {
      const wrong = differs(output, outputs[output.name]);
      fault ||= wrong && `vector '${name}': output '${output.name}' ${wrong}`;
    }
  }
  if (fault) {
    throw new Refused(INTEGRITY, `${version.where} fails its conformance: ${fault}. Do not decide with it; use another version.`);
  }
}

main(process.argv.slice(2)).catch((e) => {
  console.error(`consume.js: ${e instanceof Refused ? e.message : e.stack}`);
  process.exitCode = e instanceof Refused ? e.code : 1;
});
