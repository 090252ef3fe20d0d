package io.wiresmith.serving.http;

/** A request that was read: answered already, or rows for a model. */
sealed interface Prepared permits Decided, Asked {}
