package io.bactrian.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bactrian.call.Answer;
import io.bactrian.call.CacheDirectives;
import io.bactrian.call.CallOptions;
import io.bactrian.call.FailureKind;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.Outcome;
import io.bactrian.fixture.Calls;
import io.bactrian.fixture.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

class AnswerCacheTest {

  private final ManualClock clock = new ManualClock();
  private final Cache<String, CachedAnswer> answers = Caffeine.newBuilder().build();
  private final GatewayCall question = Calls.asking("Why?");

  private AnswerCache cache(CacheMode mode) {
    return new AnswerCache(
        answers,
        new QuestionKey(),
        mode,
        new Freshness(Duration.ofHours(1), Duration.ofHours(24)),
        Optional.empty(),
        new CacheTotals(),
        clock);
  }

  private static GatewayCall live(ConverseResponse response) {
    return Calls.asking("Why?")
        .answered(List.of(Calls.ok(Calls.EAST)), new Outcome.Live(Calls.EAST, response));
  }

  @Test
  void keeps_a_whole_live_answer() {
    AnswerCache cache = cache(CacheMode.FALLBACK);
    GatewayCall call = live(Calls.answer("Because."));

    assertThat(cache.remember(call)).isSameAs(call);
    assertThat(answers.asMap())
        .containsOnly(
            java.util.Map.entry(
                cache.key(question),
                new CachedAnswer(
                    Calls.EAST,
                    new Answer.Conversed(Calls.answer("Because.")),
                    clock.getAsLong())));
  }

  @ParameterizedTest
  @EnumSource(StopReason.class)
  void keeps_only_answers_that_came_to_a_proper_end(StopReason stop) {
    cache(CacheMode.FALLBACK).remember(live(Calls.answer(stop, ContentBlock.fromText("Well"))));

    boolean proper =
        List.of(StopReason.END_TURN, StopReason.STOP_SEQUENCE, StopReason.MAX_TOKENS)
            .contains(stop);
    assertThat(answers.estimatedSize()).isEqualTo(proper ? 1 : 0);
  }

  @Test
  void never_keeps_a_tool_call() {
    ContentBlock tool = ContentBlock.fromToolUse(t -> t.name("pay").toolUseId("1"));
    cache(CacheMode.FALLBACK)
        .remember(live(Calls.answer(StopReason.END_TURN, ContentBlock.fromText("I pay."), tool)));

    assertThat(answers.asMap()).isEmpty();
  }

  @Test
  void keeps_nothing_but_live_answers() {
    AnswerCache cache = cache(CacheMode.READ_THROUGH);
    cache.remember(question);
    cache.remember(question.ended(new Outcome.Degraded("sorry", FailureKind.TARGET_TIMEOUT)));
    cache.remember(question.ended(new Outcome.Refused(FailureKind.CALLER_INVALID_REQUEST, "no")));
    cache.remember(
        question.ended(
            new Outcome.Cached(Calls.EAST, Calls.answer("old"), Duration.ofHours(1), true)));

    assertThat(answers.asMap()).isEmpty();
  }

  @Test
  void never_keeps_what_another_model_answered() {
    GatewayCall call =
        question
            .unanswered(List.of(), FailureKind.TARGET_TIMEOUT)
            .answered(List.of(), new Outcome.Live(Calls.ofModel("nova"), Calls.answer("Because.")));
    cache(CacheMode.READ_THROUGH).remember(call);

    assertThat(answers.asMap()).isEmpty();
  }

  @Test
  void off_keeps_and_gives_nothing() {
    AnswerCache cache = cache(CacheMode.OFF);
    cache.remember(live(Calls.answer("Because.")));
    assertThat(answers.asMap()).isEmpty();

    var old =
        new CachedAnswer(Calls.EAST, new Answer.Conversed(Calls.answer("old")), clock.getAsLong());
    assertThat(cache.recalled(question, old)).isSameAs(question);
  }

  @Test
  void a_kept_answer_says_its_age_and_that_it_stands_in() {
    var kept =
        new CachedAnswer(
            Calls.EAST, new Answer.Conversed(Calls.answer("Because.")), clock.getAsLong());
    clock.advance(Duration.ofSeconds(90));
    AnswerCache cache = cache(CacheMode.FALLBACK);

    GatewayCall unanswered = question.unanswered(List.of(), FailureKind.TARGET_TIMEOUT);
    assertThat(cache.recalled(unanswered, kept).outcome())
        .contains(
            new Outcome.Cached(Calls.EAST, Calls.answer("Because."), Duration.ofSeconds(90), true));
  }

  @Test
  void a_kept_answer_that_was_asked_for_first_is_not_degraded() {
    var kept =
        new CachedAnswer(
            Calls.EAST, new Answer.Conversed(Calls.answer("Because.")), clock.getAsLong());
    assertThat(cache(CacheMode.READ_THROUGH).recalled(question, kept).outcome())
        .contains(new Outcome.Cached(Calls.EAST, Calls.answer("Because."), Duration.ZERO, false));
  }

  @Test
  void a_kept_answer_from_where_the_call_may_not_be_answered_is_none() {
    var kept =
        new CachedAnswer(
            Calls.EAST, new Answer.Conversed(Calls.answer("Because.")), clock.getAsLong());
    GatewayCall european =
        question.withOptions(new CallOptions(Optional.empty(), Set.of("eu", "global")));
    GatewayCall american = question.withOptions(new CallOptions(Optional.empty(), Set.of("us")));
    AnswerCache cache = cache(CacheMode.READ_THROUGH);

    assertThat(cache.recalled(european, kept)).isSameAs(european);
    assertThat(cache.recalled(american, kept).outcome()).isPresent();
  }

  @Test
  void without_a_kept_answer_the_call_stays_open() {
    assertThat(cache(CacheMode.FALLBACK).recalled(question, null)).isSameAs(question);
  }

  private GatewayCall asking(CacheDirectives directives) {
    return question.withOptions(new CallOptions(Optional.empty(), Set.of(), directives));
  }

  private static CacheDirectives oldest(Duration maxAge) {
    return new CacheDirectives(false, false, false, Optional.of(maxAge), Optional.empty());
  }

  @Test
  void an_answer_past_its_time_stands_in_only_where_no_live_one_can_be_had() {
    AnswerCache cache = cache(CacheMode.READ_THROUGH);
    cache.remember(live(Calls.answer("Because.")));
    clock.advance(Duration.ofHours(2));
    CachedAnswer kept = answers.getIfPresent(cache.key(question));
    GatewayCall unanswered = question.unanswered(List.of(), FailureKind.TARGET_TIMEOUT);

    assertThat(cache.recalled(question, kept).isOpen()).isTrue();
    assertThat(cache.recallFurther(question).isOpen()).isTrue();
    assertThat(cache.recalled(unanswered, kept).isOpen()).isTrue();
    assertThat(cache.recallFurther(unanswered).outcome())
        .contains(
            new Outcome.Cached(
                Calls.EAST,
                new Answer.Conversed(Calls.answer("Because.")),
                Duration.ofHours(2),
                true,
                true));

    clock.advance(Duration.ofHours(24));
    assertThat(cache.recallFurther(unanswered).isOpen()).isTrue();
  }

  @Test
  void what_the_caller_forbids_is_not_kept_and_not_used() {
    AnswerCache cache = cache(CacheMode.READ_THROUGH);
    var noStore = new CacheDirectives(false, true, false, Optional.empty(), Optional.empty());
    var noCache = new CacheDirectives(true, false, false, Optional.empty(), Optional.empty());
    cache.remember(
        live(Calls.answer("Secret."))
            .withOptions(new CallOptions(Optional.empty(), Set.of(), noStore)));
    assertThat(answers.asMap()).isEmpty();

    cache.remember(live(Calls.answer("Because.")));
    CachedAnswer kept = answers.getIfPresent(cache.key(question));
    GatewayCall refusing = asking(noCache).unanswered(List.of(), FailureKind.TARGET_TIMEOUT);
    assertThat(cache.comesFirst(refusing)).isFalse();
    assertThat(cache.recalled(refusing, kept).isOpen()).isTrue();
    assertThat(cache.recallFurther(refusing).isOpen()).isTrue();
    clock.advance(Duration.ofSeconds(11));
    assertThat(cache.recalled(asking(oldest(Duration.ofSeconds(10))), kept).isOpen()).isTrue();
    assertThat(cache.recalled(asking(oldest(Duration.ofSeconds(11))), kept).isOpen()).isFalse();
  }

  @Test
  void a_caller_who_wants_a_kept_answer_or_none_gets_that_in_every_mode() {
    var only = new CacheDirectives(false, false, true, Optional.empty(), Optional.empty());
    for (CacheMode mode : CacheMode.values()) {
      AnswerCache cache = cache(mode);
      assertThat(cache.comesFirst(asking(only))).isEqualTo(mode != CacheMode.OFF);
      assertThat(cache.requireKept(question)).isSameAs(question);
      assertThat(cache.requireKept(asking(only)).outcome())
          .contains(
              new Outcome.Refused(
                  FailureKind.GATEWAY_NO_KEPT_ANSWER, "No answer to this question is kept"));
    }
  }
}
