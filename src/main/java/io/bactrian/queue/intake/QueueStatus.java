package io.bactrian.queue.intake;

import io.bactrian.event.GatewayEvent.MessageResult;
import java.util.Map;
import java.util.Optional;

/**
 * One queue as it is now, as this gateway sees it.
 *
 * @param transport {@code jms} or {@code sqs}
 * @param hold why it is not consumed; empty while it is
 * @param inFlight messages that are worked on now
 * @param consumers how many can be worked on at once
 * @param messages what became of messages since the start
 */
public record QueueStatus(
    String name,
    String transport,
    QueueIntake.State state,
    Optional<Hold> hold,
    long inFlight,
    int consumers,
    Map<MessageResult, Long> messages,
    BrokerView.Reading broker) {}
