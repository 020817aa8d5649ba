package io.bactrian.simulator.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Collects the body of a request, up to the size that Bedrock takes. */
final class RequestBody {

  /** The largest body of InvokeModel in the service model, in bytes. */
  static final int LARGEST = 25_000_000;

  private final Buffer body = Buffer.buffer();
  private boolean tooLarge;

  private RequestBody() {}

  /**
   * @param whole called with the whole body
   * @param tooLarge called once, if there is more than {@link #LARGEST}
   */
  static void read(HttpServerRequest request, Consumer<byte[]> whole, Runnable tooLarge) {
    var reader = new RequestBody();
    request.handler(
        chunk -> {
          if (reader.tooLarge) {
            return;
          }
          if (reader.body.length() + chunk.length() > LARGEST) {
            reader.tooLarge = true;
            tooLarge.run();
            return;
          }
          reader.body.appendBuffer(chunk);
        });
    request.endHandler(
        end -> {
          if (!reader.tooLarge) {
            whole.accept(reader.body.getBytes());
          }
        });
  }
}
