/** Tests. */
@NullMarked
package io.wiresmith.scheduler.ledger;

import org.jspecify.annotations.NullMarked;
