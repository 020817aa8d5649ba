package io.bactrian.config;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import io.bactrian.call.TargetCall;
import io.bactrian.fallback.OtherModels;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.main.Main;

/**
 * What the routes ask of calls, as predicates of their own: Camel's Simple language would keep
 * every call in a cache.
 */
final class CallPredicates {

  private CallPredicates() {}

  static void bind(Main main, OtherModels otherModels) {
    ofCalls(main, "callIsOpen", GatewayCall::isOpen);
    ofCalls(main, "streamIsOver", GatewayCall::isLive);
    ofCalls(main, "explanationIsWanted", call -> call.options().explain());
    ofCalls(main, "otherModelRemains", otherModels::remain);
    ofAttempts(main, "streamIsWanted", attempt -> attempt.call().delivery().streamed());
    ofAttempts(
        main, "isConversation", attempt -> attempt.call().question() instanceof Question.Converse);
  }

  private static void ofCalls(
      Main main, String name, java.util.function.Predicate<GatewayCall> asked) {
    main.bind(
        name, (Predicate) exchange -> body(exchange) instanceof GatewayCall c && asked.test(c));
  }

  private static void ofAttempts(
      Main main, String name, java.util.function.Predicate<TargetCall> asked) {
    main.bind(
        name, (Predicate) exchange -> body(exchange) instanceof TargetCall a && asked.test(a));
  }

  private static Object body(Exchange exchange) {
    return exchange.getMessage().getBody();
  }
}
