// A version of a model in an MLflow server: found by alias, fetched, and every byte compared with what was registered.
import { createHash } from 'node:crypto';

export const USAGE = 2, INTEGRITY = 13, DOWN = 75;
const MILLIS = 30_000; // for one request, its body included
const RECORD = 'wiresmith.record';
const PLACE = /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_.-]+)*$/;
const FILE = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
const DIGEST = /^[0-9a-f]{64}$/;

/** A sentence for the user, and the exit code of the program. */
export class Refused extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** Asks one MLflow server, as whom the variables of MLflow's own clients say. */
export class Server {
  constructor(uri, environment = process.env) {
    let parsed;
    try {
      parsed = new URL(uri);
    } catch {
      parsed = { protocol: '' };
    }
    if (!['http:', 'https:'].includes(parsed.protocol) || parsed.username || parsed.password) {
      throw new Refused(USAGE, `'${uri.slice(uri.lastIndexOf('@') + 1)}' is no server. Required: http://host:port, without a user.`);
    }
    this.uri = uri.replace(/\/+$/, '');
    this.headers = {};
    const { MLFLOW_TRACKING_USERNAME: user, MLFLOW_TRACKING_PASSWORD: password, MLFLOW_TRACKING_TOKEN: token } = environment;
    if (user) {
      this.headers.Authorization = 'Basic ' + Buffer.from(`${user}:${password ?? ''}`).toString('base64');
    } else if (token) {
      this.headers.Authorization = 'Bearer ' + token;
    }
  }

  /** The status and the body, whole. */
  async get(path) {
    let status, body;
    try {
      // A redirect would carry the password elsewhere.
      const answer = await fetch(this.uri + path, {
        headers: this.headers, redirect: 'manual', signal: AbortSignal.timeout(MILLIS),
      });
      status = answer.status;
      body = Buffer.from(await answer.arrayBuffer());
    } catch (e) {
      throw new Refused(DOWN, `${this.uri} does not answer (${e.cause?.message ?? e.message}). Check the address and that the server runs, then try again.`);
    }
    if (status === 401 || status === 403) {
      throw new Refused(USAGE, `${this.uri} answers ${status}. Set MLFLOW_TRACKING_USERNAME and _PASSWORD, or MLFLOW_TRACKING_TOKEN.`);
    }
    if (status === 429 || status >= 500) {
      throw new Refused(DOWN, `${this.uri} answers ${status}. Try again later.`);
    }
    return { status, body };
  }
}

/** The version that an alias points at, its record checked. */
export class Version {
  static async find(server, model, alias) {
    const query = new URLSearchParams({ name: model, alias });
    const { status, body } = await server.get(`/api/2.0/mlflow/registered-models/alias?${query}`);
    if (status === 400 || status === 404) {
      throw new Refused(USAGE, `${server.uri} has no ${model}@${alias}. Publish it: bin/wiresmith run, or name another with --model and --alias.`);
    }
    let number, tags;
    try {
      const found = JSON.parse(body).model_version;
      number = found.version;
      tags = Object.fromEntries((found.tags ?? []).map(({ key, value }) => [key, value]));
    } catch {
      throw new Refused(USAGE, `${server.uri} is no MLflow 3 server: it answers ${status} and something else. Check the address.`);
    }
    return new Version(server, `${server.uri}/#/models/${model}/versions/${number}`, tags, model.replace(/^wiresmith-/, ''));
  }

  constructor(server, where, tags, model) {
    this.server = server;
    this.where = where;
    const text = tags[RECORD];
    if (text === undefined) {
      this.refuse(`has no tag ${RECORD}: it was not registered by Wiresmith`);
    }
    try {
      this.record = JSON.parse(text);
    } catch (e) {
      this.refuse(`has a tag ${RECORD} that is no record (${e.message})`);
    }
    const { sha256, files, artifacts, runKey } = this.record ?? {};
    // The record was hashed with nothing where its own digest stands.
    if (hash(text.replaceAll(`"sha256":"${sha256}"`, '"sha256":""')) !== sha256) {
      this.refuse(`has a tag ${RECORD} that was changed: its digest is another`);
    }
    if (this.record.model !== model) {
      this.refuse(`has the record of ${this.record.model}`);
    }
    if (tags['wiresmith.sha256'] !== files['model.onnx'] || tags['wiresmith.run_key'] !== runKey) {
      this.refuse('has tags that disagree with its record: wiresmith.sha256 or wiresmith.run_key');
    }
    if (!Object.entries(files).every(([name, digest]) => FILE.test(name) && DIGEST.test(digest))) {
      this.refuse('names files that are none');
    }
    if (!PLACE.test(artifacts) || artifacts.includes('..')) {
      this.refuse(`names '${artifacts}', which is no place of artifacts`);
    }
  }

  /** Every file by name, each with the bytes that were registered. */
  async fetch() {
    const files = {};
    for (const [name, registered] of Object.entries(this.record.files)) {
      const { status, body } = await this.server.get(`/api/2.0/mlflow-artifacts/artifacts/${this.record.artifacts}/${name}`);
      if (status !== 200) {
        this.refuse(`lacks ${name} (the server answers ${status})`);
      }
      const found = hash(body);
      if (found !== registered) {
        this.refuse(`has a ${name} that was changed: its SHA-256 is ${found}, registered was ${registered}`);
      }
      files[name] = body;
    }
    return files;
  }

  refuse(what) {
    throw new Refused(INTEGRITY, `${this.where} ${what}. Restore it, or use another version.`);
  }
}

function hash(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
