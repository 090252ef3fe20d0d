package io.wiresmith.core.signing;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A public key on P-256.
 *
 * @param name what people call it: its file without {@code .pem}
 * @param key the key
 */
public record VerificationKey(String name, ECPublicKey key) {
  static final String SUFFIX = ".pem";
  private static final int BRIEF = 16;
  private static final long LARGEST = 1 << 16;

  /**
   * Reads the public keys of a PEM file ({@code BEGIN PUBLIC KEY}).
   *
   * @throws WiresmithException {@code INVALID_CONFIG} if it cannot be read, holds none, holds a
   *     private one, or one that is not on P-256
   */
  public static List<VerificationKey> read(Path file) {
    List<PemBlock> blocks = PemBlock.of(bytes(file));
    String base = file.getFileName().toString();
    String name = base.endsWith(SUFFIX) ? base.substring(0, base.length() - SUFFIX.length()) : base;
    List<VerificationKey> keys = new ArrayList<>();
    for (PemBlock block : blocks) {
      if (block.label().endsWith(PemBlock.PRIVATE)) {
        throw invalid(file, "holds a private key. Put only public keys where others read them");
      }
      if (block.label().equals(PemBlock.PUBLIC)) {
        keys.add(new VerificationKey(name, decoded(file, block.der())));
      }
    }
    if (keys.isEmpty()) {
      throw invalid(file, "holds no public key (BEGIN PUBLIC KEY). Make one: " + KeyFiles.HOW);
    }
    return keys;
  }

  static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw invalid(file, "is larger than 64 KiB: it is no key");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "The key file %s cannot be read: %s. Name a PEM file; one is made by: %s"
              .formatted(file, e, KeyFiles.HOW),
          e);
    }
  }

  static WiresmithException invalid(Path file, String found) {
    return new WiresmithException(ErrorCode.INVALID_CONFIG, file + " " + found + ".");
  }

  private static ECPublicKey decoded(Path file, byte[] der) {
    try {
      if (KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der))
              instanceof ECPublicKey key
          && P256.holds(key)) {
        return key;
      }
      throw invalid(file, "holds a key on another curve; required is P-256 (prime256v1)");
    } catch (GeneralSecurityException e) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          file + " holds a public key that is none on P-256: " + e.getMessage() + ".",
          e);
    }
  }

  /** The key as text, as it is written to files. */
  public String pem() {
    return new PemBlock(PemBlock.PUBLIC, key.getEncoded()).text();
  }

  /** SHA-256 of {@link #pem()}, hence what {@code sha256sum} says of the file. */
  public String fingerprint() {
    return Sha256.of(pem());
  }

  /** Name and the first digits of the fingerprint, for messages. */
  public String brief() {
    return name + " " + brief(fingerprint());
  }

  static String brief(String fingerprint) {
    return fingerprint.length() <= BRIEF ? fingerprint : fingerprint.substring(0, BRIEF);
  }
}
