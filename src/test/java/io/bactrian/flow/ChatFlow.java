package io.bactrian.flow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.call.Target;
import io.bactrian.fallback.AnswerCache;
import io.bactrian.fallback.AnswerRecall;
import io.bactrian.fallback.CacheMode;
import io.bactrian.fallback.CacheTotals;
import io.bactrian.fallback.CachedAnswer;
import io.bactrian.fallback.DegradedReplies;
import io.bactrian.fallback.FallbackLadder;
import io.bactrian.fallback.FlightBoarding;
import io.bactrian.fallback.Freshness;
import io.bactrian.fallback.OtherModels;
import io.bactrian.fallback.QuestionKey;
import io.bactrian.fallback.SingleFlight;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import io.bactrian.ingress.CallAdmission;
import io.bactrian.routing.LocalModel;
import io.bactrian.routing.Planner;
import io.bactrian.routing.Residency;
import io.bactrian.shadow.ShadowStage;
import io.bactrian.strategy.ModelSelection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * The real route {@code chat} and the ladder with the real stages; only the route {@code balance}
 * is played by the test. Remembers the nodes that a call has passed.
 */
final class ChatFlow implements AutoCloseable {

  static final Target NOVA = Calls.ofModel("nova");
  static final Target OPUS = Calls.ofModel("opus");

  final TestPool test = new TestPool(Calls.EAST, Calls.WEST, NOVA, OPUS);
  final List<String> passed = new CopyOnWriteArrayList<>();
  final Map<String, FailureKind> otherFailures = new HashMap<>();
  FailureKind failure;
  Runnable beforeFailing = () -> {};

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Cache<String, CachedAnswer> answers = Caffeine.newBuilder().build();
  private final ProducerTemplate template;

  /** {@code fallbacks}: the models that stand in for the one that the calls ask. */
  ChatFlow(CacheMode mode, String... fallbacks) throws Exception {
    bind(mode);
    context.getRegistry().bind("residency", Residency.ANYWHERE);
    context.getRegistry().bind("modelSelection", selection());
    context.getRegistry().bind("shadow", new ShadowStage(Optional.empty()));
    bind(
        new OtherModels(
            Map.of(Calls.EAST.model(), List.of(fallbacks)),
            Map.of(),
            test.pool::offering,
            Duration.ofSeconds(20),
            Duration.ofMillis(50),
            test.clock));
    context.getCamelContextExtension().addInterceptStrategy(passing());
    for (String file : List.of("chat", "fallback")) {
      Resource resource =
          ResourceHelper.resolveResource(
              context, Path.of("routes", file + ".camel.yaml").toUri().toString());
      PluginHelper.getRoutesLoader(context).loadRoutes(resource);
    }
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:balance").errorHandler(noErrorHandler()).process(ChatFlow.this::balance);
          }
        });
    context.start();
    template = context.createProducerTemplate();
  }

  private ModelSelection selection() {
    return new ModelSelection(
        Optional::empty, Calls.EAST.model(), Set.of(), Map.of(), test.pool::offering, () -> 0);
  }

  private void bind(CacheMode mode) {
    var totals = new CacheTotals();
    var cache =
        new AnswerCache(
            answers,
            new QuestionKey(),
            mode,
            new Freshness(Duration.ofHours(1), Duration.ofHours(24)),
            Optional.empty(),
            totals,
            test.clock);
    var flights = new SingleFlight(cache, totals, test.clock, mode == CacheMode.READ_THROUGH);
    Map.of(
            "keptAnswerFirst",
            (Predicate)
                exchange -> cache.comesFirst(exchange.getMessage().getBody(GatewayCall.class)),
            "singleFlight",
            flights,
            "flightBoarding",
            new FlightBoarding(flights))
        .forEach(context.getRegistry()::bind);
    Map.of(
            "callIsOpen",
            (Predicate) exchange -> exchange.getMessage().getBody(GatewayCall.class).isOpen(),
            "callAdmission",
            new CallAdmission(Duration.ofSeconds(30)),
            "planner",
            new Planner(test.pool),
            "bedrock",
            test.poolBreaker.breaker(),
            "answers",
            answers,
            "answerCache",
            cache,
            "answerRecall",
            new AnswerRecall(cache),
            "fallbackLadder",
            new FallbackLadder(),
            "localModel",
            nobody(),
            "degradedReplies",
            new DegradedReplies("Sorry.", Map.of(), List.of()))
        .forEach(context.getRegistry()::bind);
  }

  private LocalModel nobody() {
    var empty = new TestPool();
    return new LocalModel(empty.pool, empty.failover(), question -> true, attempt -> {});
  }

  private void bind(OtherModels others) {
    context.getRegistry().bind("otherModels", others);
    context
        .getRegistry()
        .bind(
            "otherModelRemains",
            (Predicate)
                exchange -> others.remain(exchange.getMessage().getBody(GatewayCall.class)));
  }

  private InterceptStrategy passing() {
    return (camel, definition, target, next) ->
        new DelegateAsyncProcessor(
            (org.apache.camel.Processor)
                exchange -> {
                  passed.add(definition.getId());
                  target.process(exchange);
                });
  }

  private void balance(Exchange exchange) {
    GatewayCall call = exchange.getMessage().getBody(GatewayCall.class);
    Target target = call.targets().getFirst();
    boolean asked = target.model().equals(call.model());
    passed.add(asked ? "balance" : target.model());
    FailureKind kind = asked ? failure : otherFailures.get(target.model());
    if (kind != null) {
      beforeFailing.run();
      throw new CallFailed(kind, List.of(Calls.failed(target, kind)), "words of the target");
    }
    exchange
        .getMessage()
        .setBody(
            call.answered(
                List.of(Calls.ok(target)), new Outcome.Live(target, Calls.answer("Because."))));
  }

  /** Sends the call through and returns all that came out. */
  Exchange send(GatewayCall call) {
    passed.clear();
    return template.request("direct:chat", exchange -> exchange.getMessage().setBody(call));
  }

  /** Sends the call through and returns it as it came out. */
  GatewayCall ask(GatewayCall call) {
    passed.clear();
    return template.requestBody("direct:chat", call, GatewayCall.class);
  }

  @Override
  public void close() {
    context.stop();
  }
}
