package io.wiresmith.etl.fields;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.fields.MessageTelemetry;
import java.io.Serializable;

/**
 * Which messages are learned from, and how captures are divided; from the configuration ({@code
 * labels.fields.*}).
 *
 * @param testShare share of the captures that judge
 * @param validationShare share of the captures that stop the training
 * @param nearShare two messages of one length and the same fields are nearly the same where at most
 *     this share of their bytes differs (at least one byte, none below eight bytes)
 * @param mostBytes longer messages are left out
 */
public record MessageRules(
    double testShare, double validationShare, double nearShare, int mostBytes)
    implements Serializable {
  private static final int SHORT = 8;

  /** Checks the values. */
  public MessageRules {
    boolean shares = testShare > 0 && validationShare > 0 && testShare + validationShare < 1;
    boolean bytes = mostBytes > 0 && mostBytes <= MessageTelemetry.MOST_LEARNED_BYTES;
    if (!shares || !bytes || !(nearShare >= 0 && nearShare < 1)) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "labels.fields: test-share is %s, validation-share %s, near-share %s, most-bytes %d. Required: shares above 0 that are less than 1 together, a near-share from 0 to below 1, and 1 to %d bytes."
              .formatted(
                  testShare,
                  validationShare,
                  nearShare,
                  mostBytes,
                  MessageTelemetry.MOST_LEARNED_BYTES));
    }
  }

  /** What is shipped. */
  public static MessageRules shipped() {
    return new MessageRules(0.2, 0.15, 0.03, MessageTelemetry.MOST_LEARNED_BYTES);
  }

  /** Most bytes in which two messages of that length may differ and be nearly the same. */
  int nearBytes(int length) {
    return length < SHORT || nearShare == 0 ? 0 : Math.max(1, (int) (length * nearShare));
  }
}
