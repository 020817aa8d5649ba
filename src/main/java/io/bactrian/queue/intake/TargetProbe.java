package io.bactrian.queue.intake;

import io.bactrian.call.Attempt;
import io.bactrian.call.CallFailed;
import io.bactrian.call.CallOptions;
import io.bactrian.call.Delivery;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.event.EventPublisher;
import io.bactrian.event.GatewayEvent.CallFinished;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/**
 * Asks a target for one token. It is a call like any other, with attempts, breakers, meters and a
 * line in the access log, so it is the probe that closes a half-open breaker; only kept answers and
 * what stands in for a target cannot answer it.
 */
public final class TargetProbe {

  /** The wire format in meters and the log. */
  static final String API = "probe";

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final ConverseRequest PING =
      ConverseRequest.builder()
          .messages(
              Message.builder()
                  .role(ConversationRole.USER)
                  .content(ContentBlock.fromText("ping"))
                  .build())
          .inferenceConfig(inference -> inference.maxTokens(1))
          .build();

  private final String tenant;
  private final Supplier<Optional<String>> usableModel;
  private final Supplier<ProducerTemplate> template;
  private final EventPublisher events;
  private final Supplier<String> requestIds;
  private final LongSupplier nanoClock;

  /** {@code usableModel}: the alias of a model that has a usable target. */
  public TargetProbe(
      String tenant,
      Supplier<Optional<String>> usableModel,
      Supplier<ProducerTemplate> template,
      EventPublisher events,
      Supplier<String> requestIds,
      LongSupplier nanoClock) {
    this.tenant = tenant;
    this.usableModel = usableModel;
    this.template = template;
    this.events = events;
    this.requestIds = requestIds;
    this.nanoClock = nanoClock;
  }

  /** Whether a target answered; false too where there was none to ask. */
  public boolean isAnswered() {
    return usableModel.get().map(this::ask).filter(GatewayCall::isLive).isPresent();
  }

  private GatewayCall ask(String model) {
    GatewayCall call =
        GatewayCall.received(
                requestIds.get(),
                tenant,
                API,
                "default",
                Delivery.whole(model),
                new Question.Converse(PING),
                nanoClock.getAsLong())
            .withOptions(new CallOptions(Optional.of(PATIENCE), Set.of()));
    Exchange exchange =
        template.get().send("direct:probe", sent -> sent.getMessage().setBody(call));
    GatewayCall ended =
        exchange.getException() == null
            ? (GatewayCall) exchange.getMessage().getBody()
            : failed(call, exchange.getException());
    events.publish(
        new CallFinished(ended, status(ended), nanoClock.getAsLong() - call.receivedNanos()));
    return ended;
  }

  private static GatewayCall failed(GatewayCall call, Exception thrown) {
    FailureKind kind = FailureKind.GATEWAY_INTERNAL_ERROR;
    List<Attempt> attempts = List.of();
    if (thrown instanceof CallFailed known) {
      kind = known.kind();
      attempts = known.attempts();
    }
    return call.answered(attempts, new Outcome.Refused(kind, kind.reason()));
  }

  private static int status(GatewayCall call) {
    return switch (call.wholeOutcome()) {
      case Outcome.Refused refused -> refused.kind().status();
      default -> 200;
    };
  }
}
