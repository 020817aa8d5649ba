package io.bactrian.evaluation.run;

import io.bactrian.evaluation.Trial;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Makes the trial of a question that is asked now. */
final class TrialClock {

  private final Question question;
  private final String region;
  private final LongSupplier nanoClock;
  private final long asked;

  TrialClock(Question question, String region, LongSupplier nanoClock) {
    this.question = question;
    this.region = region;
    this.nanoClock = nanoClock;
    asked = nanoClock.getAsLong();
  }

  Reply ended(HttpResponse<CompletionReader> reply) {
    Optional<String> refusal = Refusal.of(reply, question.model());
    Trial trial = trial(reply.body(), refusal);
    return new Reply(trial, Refusal.retryAfter(reply));
  }

  Reply failed(String why) {
    return new Reply(trial(new CompletionReader(nanoClock), Optional.of(why)), Optional.empty());
  }

  Reply failed(String why, Duration retryAfter) {
    return new Reply(failed(why).trial(), Optional.of(retryAfter));
  }

  private Trial trial(CompletionReader read, Optional<String> failure) {
    Optional<Duration> first = read.firstContent().stream().mapToObj(this::since).findFirst();
    return new Trial(
        question.asked().id(),
        question.asked().useCase(),
        question.model(),
        region,
        question.repeat(),
        failure.isPresent() ? "" : read.answer(),
        failure,
        since(nanoClock.getAsLong()),
        first,
        read.inputTokens(),
        read.outputTokens());
  }

  private Duration since(long now) {
    return Duration.ofNanos(now - asked);
  }
}
