package io.wiresmith.serving.model;

import java.util.Map;

/** A model that a request holds until it is decided; closing lets it go. */
public interface HeldModel extends RunnableModel {
  /** The version, as a client names it. */
  String versionName();

  /** What an answer tells about the version, in order. */
  Map<String, Object> parameters();
}
