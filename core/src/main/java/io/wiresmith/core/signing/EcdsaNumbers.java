package io.wiresmith.core.signing;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * The two numbers of an ECDSA signature over P-256, each from 1 to the order of the curve less 1.
 * Read here, since some Java 17 releases let zeros pass.
 */
record EcdsaNumbers(BigInteger r, BigInteger s) {
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final int WIDTH = 32;
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  /** Reads {@code SEQUENCE { INTEGER r, INTEGER s }} in DER, where each value has one encoding. */
  static Optional<EcdsaNumbers> ofDer(byte[] der) {
    if (der.length < 8 || der[0] != SEQUENCE || der[1] != der.length - 2) {
      return Optional.empty();
    }
    Optional<BigInteger> r = integer(der, 2);
    Optional<BigInteger> s = r.flatMap(it -> integer(der, 4 + der[3]));
    return s.filter(it -> 6 + der[3] + der[5 + der[3]] == der.length)
        .map(it -> new EcdsaNumbers(r.orElseThrow(), it));
  }

  private static Optional<BigInteger> integer(byte[] der, int at) {
    if (at + 2 > der.length || der[at] != INTEGER) {
      return Optional.empty();
    }
    int length = der[at + 1];
    if (length < 1 || length > WIDTH + 1 || at + 2 + length > der.length) {
      return Optional.empty();
    }
    BigInteger value = new BigInteger(Arrays.copyOfRange(der, at + 2, at + 2 + length));
    boolean shortest = value.toByteArray().length == length;
    return Optional.of(value).filter(it -> shortest && it.signum() > 0 && it.compareTo(ORDER) < 0);
  }

  /** r and s, 32 bytes each. */
  byte[] concatenated() {
    byte[] both = new byte[2 * WIDTH];
    put(r, both, 0);
    put(s, both, WIDTH);
    return both;
  }

  private static void put(BigInteger number, byte[] to, int at) {
    byte[] bytes = number.toByteArray();
    int length = Math.min(bytes.length, WIDTH);
    System.arraycopy(bytes, bytes.length - length, to, at + WIDTH - length, length);
  }
}
