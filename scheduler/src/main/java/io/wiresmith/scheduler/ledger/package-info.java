/**
 * What was done, is done and is to be done, in SQL. Entry: {@link
 * io.wiresmith.scheduler.ledger.RunLedger}. May import core; the home of Flyway, SQLite and
 * PostgreSQL.
 */
@NullMarked
package io.wiresmith.scheduler.ledger;

import org.jspecify.annotations.NullMarked;
