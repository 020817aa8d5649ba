package io.bactrian.bedrock;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.core.async.EmptyPublisher;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Makes a call for a whole answer one for a stream: the same request on another path. The SDK signs
 * and sends it and reads errors; the bytes of the answer go to the call's {@link EventInbox}, as
 * the SDK's own way of reading streams takes two megabytes for each.
 */
final class StreamingForm implements ExecutionInterceptor {

  static final ExecutionAttribute<EventInbox> INBOX = new ExecutionAttribute<>("BactrianInbox");

  private static final String MEDIA_TYPE = "application/vnd.amazon.eventstream";

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    SdkHttpRequest request = context.httpRequest();
    if (attributes.getAttribute(INBOX) == null) {
      return request;
    }
    SdkHttpRequest.Builder streamed = request.toBuilder();
    if (request.encodedPath().endsWith("/invoke")) {
      streamed.encodedPath(request.encodedPath() + "-with-response-stream");
      request
          .firstMatchingHeader("Accept")
          .ifPresent(accept -> streamed.putHeader("X-Amzn-Bedrock-Accept", accept));
    } else {
      streamed.encodedPath(request.encodedPath() + "-stream");
    }
    return streamed.putHeader("Accept", MEDIA_TYPE).build();
  }

  @Override
  public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    EventInbox inbox = attributes.getAttribute(INBOX);
    Optional<Publisher<ByteBuffer>> body = context.responsePublisher();
    if (inbox == null || body.isEmpty() || !context.httpResponse().isSuccessful()) {
      return body;
    }
    inbox.receive(context.httpResponse().firstMatchingHeader("x-amzn-requestid"), body.get());
    return Optional.of(new EmptyPublisher<>());
  }
}
