import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who made the files: {@code model.sig}, a signature in the OpenSSF's model signing format 1.0 by a
 * key on P-256, held against public keys that are trusted.
 */
final class Signatures {
  private static final String FILE = "model.sig";
  private static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
  private static final String PAYLOAD = "application/vnd.in-toto+json";
  private static final String STATEMENT = "https://in-toto.io/Statement/v1";
  private static final String PREDICATE = "https://model_signing/signature/v1.0";
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");
  private static final int P256_BITS = 256;

  private final Map<PublicKey, String> trusted = new LinkedHashMap<>();

  /** Reads a PEM file, or every {@code *.pem} of a directory. */
  Signatures(Path root) {
    try (Stream<Path> inside = Files.isDirectory(root) ? Files.list(root) : Stream.of(root)) {
      for (Path file : inside.sorted().toList()) {
        if (file.equals(root) || file.toString().endsWith(".pem")) {
          Matcher pem = PEM.matcher(Files.readString(file));
          while (pem.find()) {
            byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
            trusted.put(key(der), file.getFileName().toString());
          }
        }
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new Refused(Refused.USAGE, "The trust root " + root + " cannot be read: " + e + ".");
    }
    if (trusted.isEmpty()) {
      throw new Refused(
          Refused.USAGE, "The trust root " + root + " holds no public key (BEGIN PUBLIC KEY).");
    }
  }

  private static PublicKey key(byte[] der) throws GeneralSecurityException {
    PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
    if (((ECPublicKey) key).getParams().getOrder().bitLength() != P256_BITS) {
      throw new GeneralSecurityException("a key that is not on P-256");
    }
    return key;
  }

  /** Which trusted key signed exactly these files of that model; nothing else of them is parsed. */
  String check(String where, String model, Map<String, byte[]> files) {
    if (!files.containsKey(FILE)) {
      throw refuse(where, "it has none");
    }
    try {
      Map<String, Object> bundle = Json.object(Json.parse(Registry.text(files.get(FILE))));
      Map<String, Object> envelope = Json.object(bundle.get("dsseEnvelope"));
      List<?> signatures = Json.array(envelope.get("signatures"));
      require(BUNDLE.equals(bundle.get("mediaType")), "mediaType");
      require(PAYLOAD.equals(envelope.get("payloadType")), "payloadType");
      require(signatures.size() == 1, "signatures");
      byte[] payload = decoded(envelope.get("payload"));
      String signer =
          signer(where, message(payload), decoded(Json.object(signatures.get(0)).get("sig")));
      requireEqual(where, statement(payload), files);
      Object named = Json.object(Json.parse(Registry.text(files.get("manifest.json")))).get("model");
      if (!model.replaceFirst("^wiresmith-", "").equals(named)) {
        throw refuse(where, "it is an artifact of " + named);
      }
      return signer;
    } catch (IllegalArgumentException e) {
      throw refuse(where, FILE + " is none in the format of model signing 1.0: " + e.getMessage());
    }
  }

  private String signer(String where, byte[] message, byte[] signature) {
    List<String> not = new ArrayList<>();
    for (Map.Entry<PublicKey, String> entry : trusted.entrySet()) {
      try {
        Signature check = Signature.getInstance("SHA256withECDSA");
        check.initVerify(entry.getKey());
        check.update(message);
        if (check.verify(signature)) {
          return entry.getValue();
        }
      } catch (GeneralSecurityException e) {
        not.add(e.getMessage());
      }
    }
    throw refuse(where, "none of " + trusted.values() + " made it " + not);
  }

  /** What is signed: DSSE's encoding of type and payload before authentication. */
  private static byte[] message(byte[] payload) {
    byte[] head =
        "DSSEv1 %d %s %d ".formatted(PAYLOAD.length(), PAYLOAD, payload.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] message = new byte[head.length + payload.length];
    System.arraycopy(head, 0, message, 0, head.length);
    System.arraycopy(payload, 0, message, head.length, payload.length);
    return message;
  }

  /** File name to SHA-256 of what was signed. */
  private static Map<String, String> statement(byte[] payload) {
    Map<String, Object> statement = Json.object(Json.parse(Registry.text(payload)));
    Map<String, Object> predicate = Json.object(statement.get("predicate"));
    Map<String, Object> how = Json.object(predicate.get("serialization"));
    require(STATEMENT.equals(statement.get("_type")), "_type");
    require(PREDICATE.equals(statement.get("predicateType")), "predicateType");
    require("files".equals(how.get("method")) && "sha256".equals(how.get("hash_type")), "method");
    Map<String, String> digests = new TreeMap<>();
    for (Object node : Json.array(predicate.get("resources"))) {
      Map<String, Object> resource = Json.object(node);
      require("sha256".equals(resource.get("algorithm")), "algorithm");
      String digest = Json.string(resource.get("digest"));
      require(digests.put(Json.string(resource.get("name")), digest) == null, "resources");
    }
    return digests;
  }

  private static void requireEqual(
      String where, Map<String, String> signed, Map<String, byte[]> files) {
    Map<String, String> found = new TreeMap<>();
    files.forEach((name, bytes) -> found.put(name, Registry.sha256(bytes)));
    found.remove(FILE);
    for (Map.Entry<String, String> file : found.entrySet()) {
      if (!file.getValue().equals(signed.get(file.getKey()))) {
        throw refuse(where, file.getKey() + " is not the file that was signed");
      }
    }
    if (!signed.keySet().equals(found.keySet())) {
      throw refuse(where, "signed were " + signed.keySet() + ", there are " + found.keySet());
    }
  }

  private static byte[] decoded(Object text) {
    return Base64.getDecoder().decode(Json.string(text));
  }

  private static void require(boolean sound, String what) {
    if (!sound) {
      throw new IllegalArgumentException("its " + what + " is another");
    }
  }

  private static Refused refuse(String where, String what) {
    return new Refused(
        Refused.INTEGRITY,
        "The signature of %s does not hold: %s. Use a version signed by a key that you trust."
            .formatted(where, what));
  }
}
