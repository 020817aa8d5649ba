package io.bactrian.call;

import java.time.Duration;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

/** How a call ended. Exactly one of these is set before the reply is written. */
public sealed interface Outcome {

  /** Who answered, as told to the caller in {@code x-bactrian-served-by}. */
  String servedBy();

  /** An outcome that is known before anything is written, and can be written at once. */
  sealed interface Whole extends Outcome {}

  /** A target answered just now. */
  record Live(Target target, Answer answer) implements Whole {

    public Live(Target target, ConverseResponse response) {
      this(target, new Answer.Conversed(response));
    }

    /** The answer to a conversation. */
    public ConverseResponse response() {
      return answer.conversed();
    }

    @Override
    public String servedBy() {
      return target.name();
    }
  }

  /**
   * A target is answering just now, piece by piece; when the stream is over, the call's outcome is
   * {@link Live} or {@link Broken}.
   */
  record Streaming(Target target, AnswerStream stream) implements Outcome {
    @Override
    public String servedBy() {
      return target.name();
    }
  }

  /** A target's stream broke off after its first content, and the caller was told. */
  record Broken(Target target, FailureKind cause) implements Outcome {
    @Override
    public String servedBy() {
      return target.name();
    }
  }

  /**
   * An earlier answer to the same question.
   *
   * @param origin the target that once gave it
   * @param age time since then
   * @param degraded whether it stands in for a live answer that could not be had
   * @param stale whether it is older than an answer may be while a live one can be had
   */
  record Cached(Target origin, Answer answer, Duration age, boolean degraded, boolean stale)
      implements Whole {

    public Cached(Target origin, Answer answer, Duration age, boolean degraded) {
      this(origin, answer, age, degraded, false);
    }

    public Cached(Target origin, ConverseResponse response, Duration age, boolean degraded) {
      this(origin, new Answer.Conversed(response), age, degraded);
    }

    /** The answer to a conversation. */
    public ConverseResponse response() {
      return answer.conversed();
    }

    @Override
    public String servedBy() {
      return "cache";
    }
  }

  /** An honest apology: nothing could answer. */
  record Degraded(String text, FailureKind cause) implements Whole {
    @Override
    public String servedBy() {
      return "degraded";
    }
  }

  /** The call cannot be answered by any target; {@code message} is safe to show. */
  record Refused(FailureKind kind, String message) implements Whole {
    @Override
    public String servedBy() {
      return "none";
    }
  }
}
