package io.bactrian.local;

import io.bactrian.call.FailureKind;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** What a server answered: a stream that goes on, or a body that has come in full. */
sealed interface ReplyBody {

  /** More than any answer of a model has. */
  int MOST_BYTES = 16 * 1_024 * 1_024;

  /** A stream, which its {@link LineInbox} reads. */
  record Lines() implements ReplyBody {}

  /** A whole answer, or an error. */
  record Whole(byte[] bytes) implements ReplyBody {}

  static BodySubscriber<ReplyBody> whole(ResponseInfo head) {
    return new Bounded(BodySubscribers.mapping(BodySubscribers.ofByteArray(), Whole::new));
  }

  /** An error is no stream. */
  static BodySubscriber<ReplyBody> streamed(ResponseInfo head, LineInbox inbox) {
    return head.statusCode() == 200 ? inbox : whole(head);
  }

  /** Ends the answer when it has become too long. */
  final class Bounded implements BodySubscriber<ReplyBody> {

    private final BodySubscriber<ReplyBody> body;
    private final CompletableFuture<ReplyBody> tooLong = new CompletableFuture<>();
    private Subscription subscription;
    private long bytes;

    Bounded(BodySubscriber<ReplyBody> body) {
      this.body = body;
    }

    @Override
    public CompletionStage<ReplyBody> getBody() {
      return body.getBody().applyToEither(tooLong, whole -> whole);
    }

    @Override
    public void onSubscribe(Subscription newSubscription) {
      subscription = newSubscription;
      body.onSubscribe(newSubscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        bytes += buffer.remaining();
      }
      if (bytes > MOST_BYTES) {
        subscription.cancel();
        tooLong.completeExceptionally(LocalFailures.failed(FailureKind.TARGET_CORRUPT_REPLY));
      } else {
        body.onNext(buffers);
      }
    }

    @Override
    public void onError(Throwable thrown) {
      body.onError(thrown);
    }

    @Override
    public void onComplete() {
      body.onComplete();
    }
  }
}
