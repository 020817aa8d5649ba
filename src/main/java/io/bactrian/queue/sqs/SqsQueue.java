package io.bactrian.queue.sqs;

import java.time.Duration;
import java.util.Optional;

/**
 * A queue of SQS, and where what comes of its messages goes.
 *
 * @param name ours
 * @param url SQS's
 * @param visibility how long a delivered message is nobody else's, in whole seconds
 * @param replyUrl for messages without a reply address that is allowed
 * @param deadLetterUrl for those that nobody can do; without one SQS's redrive policy has them
 */
public record SqsQueue(
    String name,
    String url,
    Duration visibility,
    Optional<String> replyUrl,
    Optional<String> deadLetterUrl) {}
