"""Who made the files: model.sig, a signature in the OpenSSF's model signing format 1.0 by a key on P-256."""

import base64
import hashlib
import json
import pathlib
import re

from registry import INTEGRITY, USAGE, Refused

FILE = "model.sig"
BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json"
PAYLOAD = "application/vnd.in-toto+json"
STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://model_signing/signature/v1.0"
PEM = re.compile(rb"-----BEGIN PUBLIC KEY-----[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----")


class Signatures:
    """The public keys that are trusted: a PEM file, or every *.pem of a directory."""

    def __init__(self, root):
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import load_pem_public_key

        root = pathlib.Path(root)
        self.trusted = []
        try:
            for file in sorted(root.glob("*.pem")) if root.is_dir() else [root]:
                for pem in PEM.findall(file.read_bytes()):
                    key = load_pem_public_key(pem)
                    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != "secp256r1":
                        raise ValueError(f"{file} holds a key that is not on P-256")
                    self.trusted.append((file.name, key))
        except (OSError, ValueError) as e:
            raise Refused(USAGE, f"The trust root {root} cannot be read: {e}.")
        if not self.trusted:
            raise Refused(USAGE, f"The trust root {root} holds no public key (BEGIN PUBLIC KEY).")

    def check(self, where, model, files):
        """Which trusted key signed exactly these files of that model; nothing else of them is parsed."""
        if FILE not in files:
            refuse(where, "it has none")
        try:
            bundle = strict(files[FILE])
            envelope = bundle["dsseEnvelope"]
            require(bundle["mediaType"] == BUNDLE and envelope["payloadType"] == PAYLOAD, "mediaType or payloadType")
            (signature,) = envelope["signatures"]
            payload = base64.b64decode(envelope["payload"], validate=True)
            signer = self._signer(where, payload, base64.b64decode(signature["sig"], validate=True))
            signed = digests(strict(payload))
        except (ValueError, KeyError, TypeError) as e:
            refuse(where, f"{FILE} is none in the format of model signing 1.0 ({e!r})")
        found = {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != FILE}
        for name, digest in found.items():
            if signed.get(name) != digest:
                refuse(where, f"{name} is not the file that was signed")
        if signed.keys() != found.keys():
            refuse(where, f"signed were {sorted(signed)}, there are {sorted(found)}")
        named = json.loads(files["manifest.json"])["model"]
        if named != model.removeprefix("wiresmith-"):
            refuse(where, f"it is an artifact of {named}")
        return signer

    def _signer(self, where, payload, signature):
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec

        # DSSE's encoding of type and payload before authentication.
        message = b"DSSEv1 %d %s %d " % (len(PAYLOAD), PAYLOAD.encode(), len(payload)) + payload
        for name, key in self.trusted:
            try:
                key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
                return name
            except InvalidSignature:
                continue
        refuse(where, f"none of {[name for name, _ in self.trusted]} made it")


def digests(statement):
    """File name to SHA-256 of what was signed."""
    predicate = statement["predicate"]
    require(statement["_type"] == STATEMENT and statement["predicateType"] == PREDICATE, "type")
    require(predicate["serialization"]["method"] == "files" and predicate["serialization"]["hash_type"] == "sha256", "method")
    found = {resource["name"]: resource["digest"] for resource in predicate["resources"]}
    require(len(found) == len(predicate["resources"]), "resources")
    require(all(resource["algorithm"] == "sha256" for resource in predicate["resources"]), "algorithm")
    return found


def strict(text):
    """JSON whose objects have each member once."""
    def once(pairs):
        require(len({name for name, _ in pairs}) == len(pairs), "members")
        return dict(pairs)

    return json.loads(text, object_pairs_hook=once)


def require(sound, what):
    if not sound:
        raise ValueError(f"its {what} is another")


def refuse(where, what):
    raise Refused(INTEGRITY, f"The signature of {where} does not hold: {what}. Use a version signed by a key that you trust.")
