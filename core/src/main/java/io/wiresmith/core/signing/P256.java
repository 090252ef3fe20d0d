package io.wiresmith.core.signing;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import javax.crypto.KeyAgreement;

/** The one curve of this package, by the JDK's cryptography. */
final class P256 {
  static final String NAME = "secp256r1";
  private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

  private P256() {}

  static ECParameterSpec parameters() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(NAME));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  static boolean holds(ECKey key) throws GeneralSecurityException {
    ECParameterSpec wanted = parameters();
    ECParameterSpec found = key.getParams();
    return found.getCurve().equals(wanted.getCurve())
        && found.getGenerator().equals(wanted.getGenerator())
        && found.getOrder().equals(wanted.getOrder());
  }

  static byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(message);
    return signature.sign();
  }

  /**
   * @param rs 64 bytes: the numbers r and s
   */
  static boolean verify(PublicKey key, byte[] message, byte[] rs) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(key);
    signature.update(message);
    return signature.verify(rs);
  }

  /**
   * The public half of a private key. The JDK has no way from one to the other, but its key
   * agreement with the generator gives the point's x; of the two y, one verifies what the key
   * signs.
   */
  static ECPublicKey publicHalf(ECPrivateKey key) throws GeneralSecurityException {
    ECParameterSpec curve = key.getParams();
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(key);
    agreement.doPhase(point(curve.getGenerator(), curve), true);
    BigInteger x = new BigInteger(1, agreement.generateSecret());
    byte[] signed = EcdsaNumbers.ofDer(sign(key, PROBE)).orElseThrow().concatenated();
    BigInteger y = rootAt(x, curve.getCurve());
    BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
    ECPublicKey one = point(new ECPoint(x, y), curve);
    return verify(one, PROBE, signed) ? one : point(new ECPoint(x, p.subtract(y)), curve);
  }

  /** A square root of x³ + ax + b, for a prime that is 3 modulo 4. */
  private static BigInteger rootAt(BigInteger x, EllipticCurve curve) {
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger square = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
    return square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
  }

  private static ECPublicKey point(ECPoint point, ECParameterSpec curve)
      throws GeneralSecurityException {
    return (ECPublicKey)
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
  }
}
