package io.bactrian.bedrock;

import java.time.Duration;

/**
 * How patient the gateway is with a stream.
 *
 * @param firstContent longest time to the first content; another target is tried after that
 * @param idle longest time between two events
 * @param total longest time of a whole stream
 * @param bufferedEvents events that may come before the first content, and are kept back until then
 */
public record StreamSettings(
    Duration firstContent, Duration idle, Duration total, int bufferedEvents) {}
