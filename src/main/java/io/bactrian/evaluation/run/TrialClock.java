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
    Trial trial = trial(reply.body(), Refusal.of(reply, question.model()));
    return new Reply(trial, Refusal.retryAfter(reply));
  }

  Reply failed(String why, Optional<Duration> retryAfter) {
    return new Reply(trial(new CompletionReader(nanoClock), Optional.of(why)), retryAfter);
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
