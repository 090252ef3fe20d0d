package io.wiresmith.etl.fields;

import java.util.Locale;

/** What becomes of a sound message. */
enum Outcome {
  /** It is in the dataset. */
  KEPT,
  /** The same bytes and fields are there already. */
  MERGED,
  /** The same bytes are there with other fields. */
  OTHER_FIELDS,
  /** A message that is nearly the same is there. */
  NEAR_DUPLICATE,
  /** It has more bytes than are learned from. */
  TOO_LONG;

  /** The name in facts. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
