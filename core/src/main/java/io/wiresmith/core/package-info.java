/**
 * The nouns that every module shares: models, references, windows, errors. Start at {@link
 * io.wiresmith.core.ModelId}. May import the JDK, Jackson and slf4j.
 */
@NullMarked
package io.wiresmith.core;

import org.jspecify.annotations.NullMarked;
