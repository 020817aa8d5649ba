package io.bactrian.scenario.resilience;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Reads the beginning of a body and then closes the connection. */
final class LeavingReader implements BodySubscriber<String> {

  private final CompletableFuture<String> body = new CompletableFuture<>();
  private final StringBuilder read = new StringBuilder();
  private final int leaveAfter;
  private Subscription subscription;

  LeavingReader(int leaveAfter) {
    this.leaveAfter = leaveAfter;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    buffers.forEach(buffer -> read.append(StandardCharsets.UTF_8.decode(buffer)));
    if (read.length() >= leaveAfter) {
      subscription.cancel();
      body.complete(read.toString());
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable problem) {
    body.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    body.complete(read.toString());
  }

  @Override
  public CompletionStage<String> getBody() {
    return body;
  }
}
