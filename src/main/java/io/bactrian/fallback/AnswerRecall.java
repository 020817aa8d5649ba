package io.bactrian.fallback;

import io.bactrian.call.GatewayCall;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Enriches a call with what the cache component found (Content Enricher). */
public final class AnswerRecall implements AggregationStrategy {

  private final AnswerCache cache;

  public AnswerRecall(AnswerCache cache) {
    this.cache = cache;
  }

  @Override
  public Exchange aggregate(Exchange call, Exchange found) {
    Object body = found == null ? null : found.getMessage().getBody();
    CachedAnswer answer = body instanceof CachedAnswer kept ? kept : null;
    call.getMessage().setBody(cache.recalled(call.getMessage().getBody(GatewayCall.class), answer));
    return call;
  }
}
