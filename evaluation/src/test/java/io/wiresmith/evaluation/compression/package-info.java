@NullMarked
package io.wiresmith.evaluation.compression;

import org.jspecify.annotations.NullMarked;
