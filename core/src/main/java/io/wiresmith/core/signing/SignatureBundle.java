package io.wiresmith.core.signing;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file {@code model.sig}: a Sigstore bundle that holds a DSSE envelope and names the key that
 * signed it.
 *
 * @param hint fingerprint of the key, or empty text
 * @param payload the signed statement
 * @param signature ECDSA in DER
 */
record SignatureBundle(String hint, byte[] payload, byte[] signature) {
  /** Most bytes of a file that is looked at. */
  static final int LARGEST = 256 << 10;

  private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
  private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  /** What is signed: DSSE's encoding of type and payload before authentication. */
  static byte[] message(byte[] payload) {
    byte[] head =
        "DSSEv1 %d %s %d "
            .formatted(PAYLOAD_TYPE.length(), PAYLOAD_TYPE, payload.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] message = Arrays.copyOf(head, head.length + payload.length);
    System.arraycopy(payload, 0, message, head.length, payload.length);
    return message;
  }

  /** Reads a bundle; empty if a single thing in it is not as it should be. */
  static Optional<SignatureBundle> parse(byte[] bytes) {
    return Optional.of(bytes)
        .filter(it -> it.length <= LARGEST)
        .flatMap(StrictJson::object)
        .filter(SignatureBundle::isBundle)
        .flatMap(SignatureBundle::of);
  }

  private static boolean isBundle(JsonNode bundle) {
    JsonNode material = bundle.path("verificationMaterial");
    JsonNode envelope = bundle.path("dsseEnvelope");
    JsonNode signatures = envelope.path("signatures");
    return StrictJson.has(
            bundle, Set.of("mediaType", "verificationMaterial", "dsseEnvelope"), Set.of())
        && bundle.path("mediaType").asText().equals(MEDIA_TYPE)
        && StrictJson.has(material, Set.of("publicKey"), Set.of("tlogEntries"))
        && StrictJson.has(material.path("publicKey"), Set.of(), Set.of("hint"))
        && isTextOrAbsent(material.path("publicKey").path("hint"))
        && isEmptyListOrAbsent(material.path("tlogEntries"))
        && StrictJson.has(envelope, Set.of("payload", "payloadType", "signatures"), Set.of())
        && envelope.path("payloadType").asText().equals(PAYLOAD_TYPE)
        && signatures.isArray()
        && signatures.size() == 1
        && StrictJson.has(signatures.path(0), Set.of("sig"), Set.of("keyid"))
        && isTextOrAbsent(signatures.path(0).path("keyid"))
        && signatures.path(0).path("keyid").asText().isEmpty();
  }

  private static boolean isTextOrAbsent(JsonNode node) {
    return node.isTextual() || node.isMissingNode();
  }

  private static boolean isEmptyListOrAbsent(JsonNode node) {
    return node.isMissingNode() || (node.isArray() && node.isEmpty());
  }

  private static Optional<SignatureBundle> of(JsonNode bundle) {
    String hint = bundle.at("/verificationMaterial/publicKey/hint").asText();
    Optional<byte[]> signature = decoded(bundle.at("/dsseEnvelope/signatures/0/sig"));
    return decoded(bundle.at("/dsseEnvelope/payload"))
        .flatMap(payload -> signature.map(it -> new SignatureBundle(hint, payload, it)));
  }

  /** Base64 as it is written: one text for each value. */
  private static Optional<byte[]> decoded(JsonNode text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.asText());
      return Optional.of(bytes)
          .filter(it -> Base64.getEncoder().encodeToString(it).equals(text.textValue()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  byte[] bytes() {
    Base64.Encoder base64 = Base64.getEncoder();
    return Json.bytes(
        Map.of(
            "mediaType",
            MEDIA_TYPE,
            "verificationMaterial",
            Map.of("publicKey", Map.of("hint", hint), "tlogEntries", List.of()),
            "dsseEnvelope",
            Map.of(
                "payload",
                base64.encodeToString(payload),
                "payloadType",
                PAYLOAD_TYPE,
                "signatures",
                List.of(Map.of("sig", base64.encodeToString(signature), "keyid", "")))));
  }
}
