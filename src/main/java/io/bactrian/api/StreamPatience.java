package io.bactrian.api;

import java.time.Duration;

/**
 * How the gateway waits for a client of a stream.
 *
 * @param keepAlive longest silence towards the client
 * @param unread longest time that the client may read nothing
 */
public record StreamPatience(Duration keepAlive, Duration unread) {}
