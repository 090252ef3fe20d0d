"""A version of a model in an MLflow server: found by alias, fetched, and every byte compared with what was registered."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import re
import time
import urllib.error
import urllib.parse
import urllib.request

USAGE, INTEGRITY, DOWN = 2, 13, 75
SECONDS = 30  # for one request, its body included
RECORD = "wiresmith.record"
PLACE = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_.-]+)*")
FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
DIGEST = re.compile(r"[0-9a-f]{64}")


class Refused(Exception):
    """A sentence for the user, and the exit code of the program."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class _Direct(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: it would carry the password elsewhere."""

    def redirect_request(self, *_):
        return None


class Server:
    """Asks one MLflow server, as whom the variables of MLflow's own clients say."""

    def __init__(self, uri, environment=os.environ):
        parts = urllib.parse.urlsplit(uri)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            raise Refused(USAGE, f"'{uri.rpartition('@')[2]}' is no server. Required: http://host:port, without a user.")
        self.uri = uri.rstrip("/")
        self.headers = {}
        user = environment.get("MLFLOW_TRACKING_USERNAME")
        if user:
            pair = f"{user}:{environment.get('MLFLOW_TRACKING_PASSWORD', '')}".encode()
            self.headers["Authorization"] = "Basic " + base64.b64encode(pair).decode()
        elif environment.get("MLFLOW_TRACKING_TOKEN"):
            self.headers["Authorization"] = "Bearer " + environment["MLFLOW_TRACKING_TOKEN"]
        self.open = urllib.request.build_opener(_Direct).open

    def get(self, path):
        """The status and the body, whole."""
        deadline = time.monotonic() + SECONDS
        body = bytearray()
        request = urllib.request.Request(self.uri + path, headers=self.headers)
        try:
            try:
                answer = self.open(request, timeout=SECONDS)
            except urllib.error.HTTPError as e:
                answer = e
            with answer:
                while chunk := answer.read1(1 << 16):
                    body += chunk
                    if time.monotonic() > deadline:
                        raise TimeoutError(f"not done after {SECONDS} s")
                announced = answer.headers.get("Content-Length")
                if announced is not None and len(body) < int(announced):
                    raise ConnectionError("the answer broke off")
        except (OSError, http.client.HTTPException) as e:
            raise Refused(DOWN, f"{self.uri} does not answer ({e}). Check the address and that the server runs, then try again.")
        if answer.status in (401, 403):
            raise Refused(USAGE, f"{self.uri} answers {answer.status}. Set MLFLOW_TRACKING_USERNAME and _PASSWORD, or MLFLOW_TRACKING_TOKEN.")
        if answer.status == 429 or answer.status >= 500:
            raise Refused(DOWN, f"{self.uri} answers {answer.status}. Try again later.")
        return answer.status, bytes(body)


class Version:
    """The version that an alias points at, its record checked."""

    def __init__(self, server, model, alias):
        self.server, self.model, self.alias = server, model, alias
        query = urllib.parse.urlencode({"name": model, "alias": alias})
        status, body = server.get("/api/2.0/mlflow/registered-models/alias?" + query)
        if status in (400, 404):
            raise Refused(USAGE, f"{server.uri} has no {model}@{alias}. Publish it: bin/wiresmith run, or name another with --model and --alias.")
        try:
            found = json.loads(body)["model_version"]
            self.number = found["version"]
            tags = {tag["key"]: tag["value"] for tag in found.get("tags", [])}
        except (ValueError, KeyError, TypeError):
            raise Refused(USAGE, f"{server.uri} is no MLflow 3 server: it answers {status} and something else. Check the address.")
        self.where = f"{server.uri}/#/models/{model}/versions/{self.number}"
        self.record = self._record(tags)

    def _record(self, tags):
        text = tags.get(RECORD)
        if text is None:
            self._refuse(f"has no tag {RECORD}: it was not registered by Wiresmith")
        try:
            record = json.loads(text)
            digest, files, place = record["sha256"], record["files"], record["artifacts"]
            # The record was hashed with nothing where its own digest stands.
            unsealed = text.replace(f'"sha256":"{digest}"', '"sha256":""')
            if not same(hashlib.sha256(unsealed.encode()).hexdigest(), digest):
                self._refuse(f"has a tag {RECORD} that was changed: its digest is another")
            if record["model"] != self.model.removeprefix("wiresmith-"):
                self._refuse(f"has the record of {record['model']}")
            if tags.get("wiresmith.sha256") != files["model.onnx"] or tags.get("wiresmith.run_key") != record["runKey"]:
                self._refuse("has tags that disagree with its record: wiresmith.sha256 or wiresmith.run_key")
            if not all(FILE.fullmatch(name) and DIGEST.fullmatch(sha256) for name, sha256 in files.items()):
                self._refuse("names files that are none")
            if not PLACE.fullmatch(place) or ".." in place:
                self._refuse(f"names '{place}', which is no place of artifacts")
            return record
        except (ValueError, KeyError, TypeError, AttributeError) as e:
            self._refuse(f"has a tag {RECORD} that is no record ({e!r})")

    def fetch(self):
        """Every file by name, each with the bytes that were registered."""
        files = {}
        for name, registered in self.record["files"].items():
            status, body = self.server.get(f"/api/2.0/mlflow-artifacts/artifacts/{self.record['artifacts']}/{name}")
            if status != 200:
                self._refuse(f"lacks {name} (the server answers {status})")
            found = hashlib.sha256(body).hexdigest()
            if not same(found, registered):
                self._refuse(f"has a {name} that was changed: its SHA-256 is {found}, registered was {registered}")
            files[name] = body
        return files

    def _refuse(self, what):
        raise Refused(INTEGRITY, f"{self.where} {what}. Restore it, or use another version.")


def same(found, registered):
    return isinstance(registered, str) and hmac.compare_digest(found, registered)
