/**
 * Messages of bytes, their fields, and the tags that say fields byte by byte. Entry: {@link
 * io.wiresmith.core.fields.LabelledMessage}. May import core and core.io.
 */
@NullMarked
package io.wiresmith.core.fields;

import org.jspecify.annotations.NullMarked;
