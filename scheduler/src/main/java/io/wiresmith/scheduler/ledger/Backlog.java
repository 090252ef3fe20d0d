package io.wiresmith.scheduler.ledger;

/**
 * What a sink has not heard.
 *
 * @param sink its name
 * @param waiting events that are still to be told
 * @param givenUp events that it will not hear any more
 */
public record Backlog(String sink, long waiting, long givenUp) {}
