package io.bactrian.simulator.server;

import io.bactrian.simulator.calls.CountedCall;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import io.bactrian.simulator.latency.Timing;
import io.bactrian.simulator.reply.Answer;
import io.bactrian.simulator.reply.Content;
import io.bactrian.simulator.reply.SimulatedBedrock;
import io.bactrian.simulator.wire.ExceptionType;
import io.bactrian.simulator.wire.Operation;
import io.bactrian.simulator.wire.RequestRejected;
import io.bactrian.simulator.wire.RequestTarget;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;

/** Answers the requests to one region. */
public final class CallHandler implements Handler<HttpServerRequest> {

  private final Vertx vertx;
  private final String region;
  private final SimulatedBedrock bedrock;
  private final RegionContext context;

  public CallHandler(Vertx vertx, String region, SimulatedBedrock bedrock, RegionContext context) {
    this.vertx = vertx;
    this.region = region;
    this.bedrock = bedrock;
    this.context = context;
  }

  @Override
  public void handle(HttpServerRequest request) {
    var exchange =
        new Exchange(
            request, context.nanoTime(), context.requestIds().next(), context.date().now());
    Optional<RequestTarget> target =
        request.method() == HttpMethod.POST
            ? RequestTarget.parse(request.path())
            : Optional.empty();
    if (target.isEmpty()) {
      String asked = request.method() + " " + request.path();
      exchange.refuse(
          ExceptionType.UNKNOWN_OPERATION, "Unknown operation: " + asked, "", Duration.ZERO);
      return;
    }
    CountedCall counted = context.calls().received(region, target.get().modelId());
    // A port that closes takes the timers of its calls with it: only this tells of their end.
    request.response().closeHandler(closed -> counted.left());
    var call = new Call(exchange, target.get(), counted);
    RequestBody.read(request, body -> received(call, body), () -> tooLarge(call));
  }

  /** A request on its way through the handler. */
  private record Call(Exchange exchange, RequestTarget target, CountedCall counted) {

    void refuse(RequestRejected rejected) {
      exchange.refuse(rejected.type(), rejected.getMessage(), target.modelId(), Duration.ZERO);
      counted.failed(rejected.type().typeName());
    }
  }

  private static void tooLarge(Call call) {
    call.refuse(
        new RequestRejected(
            ExceptionType.REQUEST_TOO_LARGE,
            "The request body is larger than " + RequestBody.LARGEST + " bytes."));
  }

  private void received(Call call, byte[] body) {
    RequestTarget target = call.target();
    Optional<Fault> fault = context.faults().hit(region, target.modelId(), target.operation());
    if (fault.filter(CallHandler::replacesAnswer).isPresent()) {
      after(call, fault.get().effect().latency().toMillis(), () -> fail(call, fault.get()));
      return;
    }
    Answer answer;
    try {
      answer = bedrock.answer(target, body, content(fault));
    } catch (RequestRejected rejected) {
      call.refuse(rejected);
      return;
    } catch (RuntimeException unforeseen) {
      call.refuse(new RequestRejected(ExceptionType.INTERNAL_SERVER, unforeseen.toString()));
      return;
    }
    call.counted().billed(answer.billed());
    Timing timing = context.timings().timing(region, target.modelId());
    long late = fault.map(f -> f.effect().latency().toMillis()).orElse(0L);
    long delay = timing.latency().sampleMillis(context.random()) + late;
    after(call, delay, () -> send(call, answer, fault, timing));
  }

  private void after(Call call, long delayMillis, Runnable action) {
    if (delayMillis == 0) {
      action.run();
      return;
    }
    vertx.setTimer(
        delayMillis,
        timer -> {
          if (call.exchange().gone()) {
            call.counted().left();
          } else {
            action.run();
          }
        });
  }

  private void send(Call call, Answer answer, Optional<Fault> fault, Timing timing) {
    switch (answer) {
      case Answer.Body body -> {
        call.counted().answered();
        call.exchange().answer(body);
      }
      case Answer.Frames frames -> stream(call, frames, fault, timing);
    }
  }

  private void stream(Call call, Answer.Frames frames, Optional<Fault> fault, Timing timing) {
    Operation operation = call.target().operation();
    call.exchange().beginStream(operation == Operation.INVOKE_MODEL_WITH_RESPONSE_STREAM);
    new StreamPlayer(
            vertx,
            call.exchange(),
            StreamScript.of(frames.frames(), fault, call.target().modelId()),
            () -> timing.tokenPace().sampleMillis(context.random()),
            call.counted()::left,
            () ->
                fault
                    .filter(f -> f.kind().interruptsStreams())
                    .ifPresentOrElse(
                        f -> call.counted().failed(f.kind().label()), call.counted()::answered))
        .play();
  }

  private static void fail(Call call, Fault fault) {
    call.counted().failed(fault.kind().label());
    switch (fault.kind()) {
      case RESET -> Connections.reset(call.exchange().request());
      case SILENCE -> {
        // The request stays open until the client gives up.
      }
      default ->
          call.exchange()
              .refuse(
                  fault.exceptionType().orElseThrow(),
                  fault.message(call.target().modelId()),
                  call.target().modelId(),
                  fault.effect().retryAfter());
    }
  }

  private static boolean replacesAnswer(Fault fault) {
    FaultKind kind = fault.kind();
    return kind.exception().isPresent() || kind == FaultKind.RESET || kind == FaultKind.SILENCE;
  }

  private static Content content(Optional<Fault> fault) {
    return switch (fault.map(Fault::kind).orElse(FaultKind.LATENCY)) {
      case ZERO_CONTENT -> Content.NONE;
      case NO_OUTPUT -> Content.NO_OUTPUT;
      default -> Content.FULL;
    };
  }
}
