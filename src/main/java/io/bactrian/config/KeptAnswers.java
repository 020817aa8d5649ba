package io.bactrian.config;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Target;
import io.bactrian.fallback.AnswerCache;
import io.bactrian.fallback.AnswerEnvelope;
import io.bactrian.fallback.AnswerRecall;
import io.bactrian.fallback.CacheMode;
import io.bactrian.fallback.CacheTotals;
import io.bactrian.fallback.CachedAnswer;
import io.bactrian.fallback.FlightBoarding;
import io.bactrian.fallback.Freshness;
import io.bactrian.fallback.QuestionKey;
import io.bactrian.fallback.SharedAnswers;
import io.bactrian.fallback.SingleFlight;
import io.bactrian.translator.converse.AnswerJson;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.main.Main;

/** Makes what keeps answers and gives them back, in memory and in the stores that there are. */
final class KeptAnswers {

  final CacheTotals totals = new CacheTotals();

  private final Cache<String, CachedAnswer> answers;
  private final AnswerCache cache;
  private final SingleFlight flights;

  KeptAnswers(GatewaySettings settings, Stores stores, Sources sources) {
    GatewaySettings.Cache set = settings.cache();
    var freshness = new Freshness(set.ttl(), set.staleIfError());
    answers =
        Caffeine.newBuilder()
            .maximumSize(set.maxEntries())
            .expireAfterWrite(freshness.kept())
            .build();
    var envelope = envelope(settings, sources);
    cache =
        new AnswerCache(
            answers,
            new QuestionKey(),
            set.mode(),
            freshness,
            stores.redis.map(
                redis ->
                    new SharedAnswers(
                        redis, envelope, freshness.kept(), set.maxEntryBytes(), totals)),
            totals,
            sources.nanoClock());
    boolean shares = set.singleFlight() && set.mode() == CacheMode.READ_THROUGH;
    flights = new SingleFlight(cache, totals, sources.nanoClock(), shares);
  }

  private static AnswerEnvelope envelope(GatewaySettings settings, Sources sources) {
    Map<String, Target> targets = new HashMap<>();
    settings.targets().forEach(target -> targets.put(target.id(), target));
    var json = new AnswerJson();
    return new AnswerEnvelope(
        targets, json::write, json::read, sources.clock(), sources.nanoClock());
  }

  void bind(Main main) {
    main.bind("answers", answers);
    main.bind("answerCache", cache);
    main.bind("answerRecall", new AnswerRecall(cache));
    main.bind("keptAnswerFirst", (Predicate) this::comesFirst);
    main.bind("singleFlight", flights);
    main.bind("flightBoarding", new FlightBoarding(flights));
  }

  private boolean comesFirst(Exchange exchange) {
    return exchange.getMessage().getBody() instanceof GatewayCall call && cache.comesFirst(call);
  }
}
