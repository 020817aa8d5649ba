package io.bactrian.call;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One attempt on its way to one target's route and back. Camel's component drops most of Bedrock's
 * answer, so the whole of it comes back here.
 *
 * @param timeout longest that this attempt may take
 * @param reply where the target's answer is put, once
 */
public record TargetCall(
    GatewayCall call, Target target, Duration timeout, AtomicReference<Reply> reply) {

  /** A target's answer, with Bedrock's request id where it sent one. */
  public sealed interface Reply {
    Optional<String> requestId();
  }

  /** All of the answer. */
  public record Whole(Answer answer, Optional<String> requestId) implements Reply {}

  /** An answer whose first content has come. */
  public record Streamed(AnswerStream stream, Optional<String> requestId) implements Reply {}

  /** The same attempt with a timeout of at most that. */
  public TargetCall within(Duration longest) {
    return timeout.compareTo(longest) <= 0 ? this : new TargetCall(call, target, longest, reply);
  }

  public static TargetCall of(GatewayCall call, Target target, Duration timeout) {
    return new TargetCall(call, target, timeout, new AtomicReference<>());
  }
}
