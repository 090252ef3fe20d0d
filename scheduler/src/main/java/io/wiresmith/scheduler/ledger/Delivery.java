package io.wiresmith.scheduler.ledger;

/**
 * The right to tell one sink of one event, until somebody else tries.
 *
 * @param event what is told
 * @param sink name of who is told
 * @param attempt which try it is, from 1
 * @param dueSince when the event happened, in milliseconds since 1970
 */
public record Delivery(LedgerEvent event, String sink, int attempt, long dueSince) {}
