package io.wiresmith.serving.bandwidth;

import io.wiresmith.core.bandwidth.ModeState;

/**
 * What the server remembers of a link.
 *
 * @param mode the controller's state
 * @param tail the end of the history that it last sent
 * @param forecast what it was answered, Mbit/s
 */
record LinkState(ModeState mode, Tail tail, float forecast) {
  /** A link that has not been seen. */
  static final LinkState UNSEEN = new LinkState(ModeState.START, new Tail(new float[0]), Float.NaN);
}
