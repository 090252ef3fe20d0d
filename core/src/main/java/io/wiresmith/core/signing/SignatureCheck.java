package io.wiresmith.core.signing;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds a signature against the keys that are trusted and the files that are there. Nothing of the
 * files is read but their digests.
 *
 * @param trusted the keys that count
 * @param where the artifact, for messages
 */
record SignatureCheck(TrustRoot trusted, String where) {
  /** Which key signed exactly those files. */
  VerificationKey run(byte[] signature, Map<String, String> digests) {
    SignatureBundle bundle =
        SignatureBundle.parse(signature)
            .orElseThrow(
                () ->
                    refused(
                        "its %s is no signature in the format of model signing 1.0. Restore it, or use another version."
                            .formatted(Artifact.SIGNATURE)));
    VerificationKey signer = signer(bundle);
    SignedStatement statement =
        SignedStatement.parse(bundle.payload())
            .orElseThrow(
                () ->
                    refused(
                        "its %s, signed by %s, names no files by SHA-256 as model signing 1.0 does. Sign it again: bin/wiresmith sign DIR --key FILE"
                            .formatted(Artifact.SIGNATURE, signer.brief())));
    requireEqual(signer, statement.digests(), digests);
    return signer;
  }

  private VerificationKey signer(SignatureBundle bundle) {
    List<VerificationKey> named =
        trusted.keys().stream()
            .filter(key -> bundle.hint().isEmpty() || bundle.hint().equals(key.fingerprint()))
            .toList();
    if (named.isEmpty()) {
      throw refused(
          "its %s is by the key %s, which is not trusted; trusted: %s. Use a version signed by one of these, or add that key's public half to the trust root if you trust its owner."
              .formatted(Artifact.SIGNATURE, printable(bundle.hint()), trusted.named()));
    }
    byte[] message = SignatureBundle.message(bundle.payload());
    return named.stream()
        .filter(key -> verifies(key, message, bundle.signature()))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    "its %s was changed: the signature does not fit what it signs (key named: %s; trusted: %s). Restore it, or use another version."
                        .formatted(
                            Artifact.SIGNATURE,
                            bundle.hint().isEmpty() ? "none" : printable(bundle.hint()),
                            trusted.named())));
  }

  private static boolean verifies(VerificationKey key, byte[] message, byte[] signature) {
    return EcdsaNumbers.ofDer(signature)
        .map(
            numbers -> {
              try {
                return P256.verify(key.key(), message, numbers.concatenated());
              } catch (GeneralSecurityException e) {
                return false;
              }
            })
        .orElse(false);
  }

  private void requireEqual(
      VerificationKey signer, Map<String, String> signed, Map<String, String> found) {
    Set<String> names = new TreeSet<>(signed.keySet());
    names.addAll(found.keySet());
    names.remove(Artifact.SIGNATURE);
    List<String> faults = new ArrayList<>();
    for (String name : names) {
      String is = found.getOrDefault(name, "");
      String was = signed.getOrDefault(name, "");
      if (was.isEmpty()) {
        faults.add(name + " is there and was not signed");
      } else if (is.isEmpty()) {
        faults.add(name + " was signed and is missing");
      } else if (!is.equals(was)) {
        faults.add(
            "%s is not the file that was signed: SHA-256 %s, signed %s".formatted(name, is, was));
      }
    }
    if (!faults.isEmpty()) {
      throw refused(
          "%s (signed by %s; trusted: %s). Restore the files, or use another version."
              .formatted(String.join("; ", faults), signer.brief(), trusted.named()));
    }
  }

  /** What a stranger wrote, as far as it can be a fingerprint. */
  private static String printable(String hint) {
    return VerificationKey.brief(hint.replaceAll("[^0-9a-zA-Z:._-]", "?"));
  }

  WiresmithException refused(String found) {
    return new WiresmithException(
        ErrorCode.SIGNATURE_REFUSED, "The signature of " + where + " does not hold: " + found);
  }
}
