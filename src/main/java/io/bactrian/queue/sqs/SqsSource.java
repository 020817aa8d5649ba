package io.bactrian.queue.sqs;

import io.bactrian.queue.QueueSource;
import java.util.Optional;
import java.util.OptionalLong;

/** What SQS tells of a queue: about how many messages wait, and not for how long. */
public final class SqsSource implements QueueSource {

  private final SqsCalls calls;
  private final String url;
  private final QueueWatch watch;

  public SqsSource(SqsCalls calls, String url, QueueWatch watch) {
    this.calls = calls;
    this.url = url;
    this.watch = watch;
  }

  @Override
  public boolean tellsDepth() {
    return true;
  }

  @Override
  public OptionalLong depth() {
    return OptionalLong.of(calls.waiting(url));
  }

  @Override
  public Optional<Boolean> reachable() {
    return Optional.of(watch.isReachable(url));
  }
}
