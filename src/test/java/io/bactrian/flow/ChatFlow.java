package io.bactrian.flow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.fallback.AnswerCache;
import io.bactrian.fallback.AnswerRecall;
import io.bactrian.fallback.CacheMode;
import io.bactrian.fallback.CachedAnswer;
import io.bactrian.fallback.DegradedReplies;
import io.bactrian.fallback.FallbackLadder;
import io.bactrian.fallback.QuestionKey;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.TestPool;
import io.bactrian.ingress.CallAdmission;
import io.bactrian.routing.Planner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  final TestPool test = new TestPool(Calls.EAST, Calls.WEST);
  final List<String> passed = new CopyOnWriteArrayList<>();
  FailureKind failure;

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Cache<String, CachedAnswer> answers = Caffeine.newBuilder().build();
  private final ProducerTemplate template;

  ChatFlow(CacheMode mode) throws Exception {
    bind(mode);
    String setting = mode.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    context.getPropertiesComponent().addInitialProperty("bactrian.cache.mode", setting);
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

  private void bind(CacheMode mode) {
    var cache = new AnswerCache(answers, new QuestionKey(), mode, test.clock);
    Map.of(
            "callIsOpen",
                (Predicate) exchange -> exchange.getMessage().getBody(GatewayCall.class).isOpen(),
            "callAdmission", new CallAdmission(Duration.ofSeconds(30)),
            "planner", new Planner(test.pool),
            "bedrock", test.poolBreaker.breaker(),
            "answers", answers,
            "answerCache", cache,
            "answerRecall", new AnswerRecall(cache),
            "fallbackLadder", new FallbackLadder(),
            "degradedReplies", new DegradedReplies("Sorry.", Map.of()))
        .forEach(context.getRegistry()::bind);
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
    passed.add("balance");
    if (failure != null) {
      throw new CallFailed(
          failure, List.of(Calls.failed(Calls.EAST, failure)), "words of the target");
    }
    GatewayCall call = exchange.getMessage().getBody(GatewayCall.class);
    exchange
        .getMessage()
        .setBody(
            call.answered(
                List.of(Calls.ok(Calls.EAST)),
                new Outcome.Live(Calls.EAST, Calls.answer("Because."))));
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
