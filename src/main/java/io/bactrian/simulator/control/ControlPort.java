package io.bactrian.simulator.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.simulator.calls.CallLog;
import io.bactrian.simulator.fault.Faults;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The loopback port of the control API. */
public final class ControlPort {

  private static final String HOST = "127.0.0.1";

  private final Vertx vertx;
  private final ControlApi api;

  private ControlPort(Vertx vertx, ControlApi api) {
    this.vertx = vertx;
    this.api = api;
  }

  /**
   * Opens the port.
   *
   * @param port 0 for any free port
   * @param endpoints of the regions
   * @return the address; fails if the port is taken
   */
  public static Future<URI> open(
      Vertx vertx,
      int port,
      Faults faults,
      CallLog calls,
      Supplier<Map<String, URI>> endpoints,
      LongSupplier nanoTime) {
    var api = new ControlApi(faults, calls, endpoints, nanoTime, new ObjectMapper());
    return vertx
        .createHttpServer()
        .requestHandler(new ControlPort(vertx, api)::handle)
        .listen(port, HOST)
        .map(HttpServer::actualPort)
        .map(actual -> URI.create("http://" + HOST + ":" + actual));
  }

  private void handle(HttpServerRequest request) {
    request
        .body()
        .compose(
            body ->
                // Not on the event loop: the API waits until ports are closed or open.
                vertx.executeBlocking(
                    () -> api.answer(request.method().name(), request.path(), body.toString()),
                    false))
        .onSuccess(answer -> send(request.response(), answer))
        .onFailure(
            error -> send(request.response(), ControlResponse.error(500, String.valueOf(error))));
  }

  private static void send(HttpServerResponse response, ControlResponse answer) {
    response.setStatusCode(answer.status());
    if (answer.body().isEmpty()) {
      response.end();
    } else {
      response.putHeader("content-type", "application/json");
      response.end(answer.body().get().toString());
    }
  }
}
