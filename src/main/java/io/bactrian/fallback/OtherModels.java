package io.bactrian.fallback;

import io.bactrian.call.CallFailed;
import io.bactrian.call.FailureKind;
import io.bactrian.call.Feature;
import io.bactrian.call.GatewayCall;
import io.bactrian.call.ModelTraits;
import io.bactrian.call.Outcome;
import io.bactrian.call.Question;
import io.bactrian.call.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The models that may answer in the place of the asked one, one after the other. Which one is next
 * is told by the call's targets, so that a call needs no other memory of it.
 */
public final class OtherModels {

  private final Map<String, List<String>> fallbacks;
  private final Map<String, ModelTraits> traits;
  private final Function<String, List<Target>> offering;
  private final Duration timeLimit;
  private final Duration minimumBudget;
  private final LongSupplier nanoClock;

  /**
   * @param fallbacks by the alias of the asked model, the aliases of others in order
   * @param traits what is known of models, by their aliases; of others nothing is
   * @param offering the targets of a model, never empty
   * @param timeLimit longest that all of them together may take
   * @param minimumBudget nobody is asked when less than this is left until the deadline
   */
  public OtherModels(
      Map<String, List<String>> fallbacks,
      Map<String, ModelTraits> traits,
      Function<String, List<Target>> offering,
      Duration timeLimit,
      Duration minimumBudget,
      LongSupplier nanoClock) {
    this.fallbacks = Map.copyOf(fallbacks);
    this.traits = Map.copyOf(traits);
    this.offering = offering;
    this.timeLimit = timeLimit;
    this.minimumBudget = minimumBudget;
    this.nanoClock = nanoClock;
  }

  /**
   * Whether another model is there to be asked, and asking it may help. What was too long for the
   * asked model has been refused by now, which stands until a larger one answers.
   */
  public boolean remain(GatewayCall call) {
    boolean mayHelp =
        call.isOpen()
            ? call.cause().filter(FailureKind::nextModel).isPresent()
            : needsMoreContext(call);
    return mayHelp && hasTime(call) && following(call).isPresent();
  }

  /** Returns the call as the next model is asked it; only while one remains. */
  public GatewayCall next(GatewayCall call) {
    boolean isFirst = call.targets().getFirst().model().equals(call.model());
    GatewayCall limited =
        isFirst ? call.withTimeLimit(nanoClock.getAsLong() + timeLimit.toNanos()) : call;
    return limited.withPlan(call.model(), allowed(following(call).orElseThrow(), call));
  }

  /** Returns the call with all the time that its caller gave it, for the next rung. */
  public GatewayCall leave(GatewayCall call) {
    return call.withoutTimeLimit();
  }

  /**
   * Returns the call with the attempts at a model that did not answer it either. Why the asked
   * model did not stays its cause, and what another model refuses is not the caller's fault.
   *
   * @param failure what ended the attempts, or null when the pool's breaker did not let them begin
   */
  public GatewayCall failed(GatewayCall call, Throwable failure) {
    if (!(failure instanceof CallFailed failed)) {
      return exhausted(call);
    }
    FailureKind kind = failed.kind();
    GatewayCall tried = call.unanswered(failed.attempts(), call.cause().orElse(kind));
    if (kind == FailureKind.CALLER_LEFT) {
      return tried.ended(new Outcome.Refused(kind, failed.getMessage()));
    }
    return kind.nextModel() || kind.isCallersFault() ? tried : exhausted(tried);
  }

  private static GatewayCall exhausted(GatewayCall call) {
    return call.withPlan(call.model(), List.of());
  }

  private boolean hasTime(GatewayCall call) {
    long left = call.deadlineNanos() - nanoClock.getAsLong();
    return left > 0 && left >= minimumBudget.toNanos();
  }

  private static boolean needsMoreContext(GatewayCall call) {
    return call.outcome().orElse(null) instanceof Outcome.Refused refused
        && refused.kind() == FailureKind.CALLER_CONTEXT_TOO_LONG;
  }

  /** An asked model is none of its own fallbacks, so that its place among them is -1. */
  private Optional<String> following(GatewayCall call) {
    List<String> others = inPlaceOf(call);
    if (others.isEmpty() || call.targets().isEmpty()) {
      return Optional.empty();
    }
    Target last = call.targets().getFirst();
    Set<Feature> needed = Feature.neededBy(call.question());
    boolean larger = needsMoreContext(call);
    for (String other : others.subList(others.indexOf(last.model()) + 1, others.size())) {
      ModelTraits known = traits(other, call);
      if (known.supports().containsAll(needed)
          && (!larger || known.isLargerThan(traits(call.model(), call)))
          && mayAnswer(allowed(other, call), call.question(), last)) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  /** The models that may answer in the place of the asked one, in order. */
  public List<String> inPlaceOf(GatewayCall call) {
    return call.selection()
        .fallbacks()
        .orElseGet(() -> fallbacks.getOrDefault(call.model(), List.of()));
  }

  private ModelTraits traits(String model, GatewayCall call) {
    ModelTraits told = call.selection().traits().get(model);
    return told != null ? told : traits.getOrDefault(model, ModelTraits.UNTOLD);
  }

  private List<Target> allowed(String model, GatewayCall call) {
    return call.options().allowed(offering.apply(model));
  }

  /** A body in a model's own format is for its family only; translating it would change it. */
  private static boolean mayAnswer(List<Target> targets, Question question, Target last) {
    return !targets.isEmpty()
        && (!(question instanceof Question.Invoke)
            || targets.stream().allMatch(target -> BodyFormat.isShared(target, last)));
  }
}
