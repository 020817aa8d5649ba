package io.bactrian.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One call of a client on its way through the gateway, from admission to reply. Immutable: a stage
 * takes it and returns a changed copy.
 *
 * @param requestId id of the call in logs, replies and events
 * @param tenant whose call it is; part of every key that must not mix callers
 * @param api the wire format it came in, such as {@code chat}
 * @param selection what the answer is for, and how its model was found
 * @param model our alias of the model that was asked, or chosen where none was named
 * @param delivery how the caller wants the answer
 * @param caller who waits for it
 * @param question what is asked, without a model id: each target adds its own
 * @param options what the caller asks of the gateway itself
 * @param receivedNanos when the first byte of the request was seen
 * @param deadlineNanos when the present stage must have an answer, on the same clock
 * @param callersDeadlineNanos when an answer is worth nothing any more; never before the other
 * @param targets the targets of one model that may answer, in configured order; empty until
 *     planned, and when no more may be asked
 * @param attempts what targets did so far, in order
 * @param cause why no target of the asked model could answer; empty while one still may
 * @param outcome how the call ended; empty while it is open
 */
public record GatewayCall(
    String requestId,
    String tenant,
    String api,
    Selection selection,
    String model,
    Delivery delivery,
    Caller caller,
    Question question,
    CallOptions options,
    long receivedNanos,
    long deadlineNanos,
    long callersDeadlineNanos,
    List<Target> targets,
    List<Attempt> attempts,
    Optional<FailureKind> cause,
    Optional<Outcome> outcome) {

  /** The wire format of copies for a candidate model, which no caller waits for. */
  public static final String SHADOW = "shadow";

  public GatewayCall {
    targets = List.copyOf(targets);
    attempts = List.copyOf(attempts);
  }

  /** A call that has just been read from the wire; its deadline and targets come later. */
  public static GatewayCall received(
      String requestId,
      String tenant,
      String api,
      String useCase,
      Delivery delivery,
      Question question,
      long receivedNanos) {
    return new GatewayCall(
        requestId,
        tenant,
        api,
        Selection.unmade(useCase),
        delivery.requestedModel(),
        delivery,
        new Caller(),
        question,
        CallOptions.NONE,
        receivedNanos,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** What the answer is for; chooses the model where none was named, and the degraded text. */
  public String useCase() {
    return selection.useCase();
  }

  public GatewayCall withOptions(CallOptions newOptions) {
    Selection told = newOptions.useCase().map(selection::forUseCase).orElse(selection);
    return copy(model, told, newOptions);
  }

  /** The call whose model was chosen, or left as it was named. */
  public GatewayCall withSelection(String chosenModel, Selection made) {
    return copy(chosenModel, made, options);
  }

  public GatewayCall withDeadline(long newDeadlineNanos) {
    return withDeadlines(newDeadlineNanos, newDeadlineNanos);
  }

  /** The call while a stage has it that must leave time for the next. */
  public GatewayCall withTimeLimit(long endNanos) {
    return withDeadlines(Math.min(deadlineNanos, endNanos), callersDeadlineNanos);
  }

  /** The call after that stage. */
  public GatewayCall withoutTimeLimit() {
    return withDeadlines(callersDeadlineNanos, callersDeadlineNanos);
  }

  public GatewayCall withPlan(String plannedModel, List<Target> plannedTargets) {
    return copy(plannedModel, plannedTargets, attempts, cause, outcome);
  }

  /** The attempts of a balancing round that ended without an answer, and why it did. */
  public GatewayCall unanswered(List<Attempt> more, FailureKind why) {
    return copy(model, targets, joined(more), Optional.of(why), outcome);
  }

  public GatewayCall answered(List<Attempt> more, Outcome answer) {
    return copy(model, targets, joined(more), cause, Optional.of(answer));
  }

  /** The call whose stream is over: only now it is known what came of its last attempt. */
  public GatewayCall streamOver(Outcome ending, Optional<FailureKind> failure, long relayNanos) {
    List<Attempt> told = new ArrayList<>(attempts);
    told.add(told.removeLast().streamed(failure, relayNanos));
    return copy(model, targets, told, cause, Optional.of(ending));
  }

  public GatewayCall ended(Outcome ending) {
    return copy(model, targets, attempts, cause, Optional.of(ending));
  }

  /** How a call ended that was not answered by a stream. */
  public Outcome.Whole wholeOutcome() {
    if (outcome.orElseThrow() instanceof Outcome.Whole whole) {
      return whole;
    }
    throw new IllegalStateException("the answer is or was a stream");
  }

  /** Whether no outcome has been found yet. */
  public boolean isOpen() {
    return outcome.isEmpty();
  }

  /** Whether a target answered it in this very call. */
  public boolean isLive() {
    return outcome.isPresent() && outcome.get() instanceof Outcome.Live;
  }

  /** The target that answers or answered in this very call; empty when none does. */
  public Optional<Target> answeringTarget() {
    return outcome.map(
        found ->
            switch (found) {
              case Outcome.Live live -> live.target();
              case Outcome.Streaming begun -> begun.target();
              case Outcome.Broken broken -> broken.target();
              case Outcome.Whole other -> null;
            });
  }

  /** The same where it is of another model, which answers in the place of the asked one. */
  public Optional<Target> fallbackTarget() {
    Optional<Target> answering = answeringTarget();
    boolean standsIn = cause.isPresent() || answering.isPresent() && answering.get().isLocal();
    return standsIn ? answering : Optional.empty();
  }

  /** What a reply calls its model: as the caller did, or by the alias where it named none. */
  public String modelInReply() {
    String asked = delivery.leavesModelOpen() ? model : delivery.requestedModel();
    return fallbackTarget().map(Target::model).orElse(asked);
  }

  /** Time that the call's attempts spent with targets. */
  public long upstreamNanos() {
    return attempts.stream().mapToLong(Attempt::durationNanos).sum();
  }

  private List<Attempt> joined(List<Attempt> more) {
    if (attempts.isEmpty()) {
      return more;
    }
    List<Attempt> all = new ArrayList<>(attempts);
    all.addAll(more);
    return all;
  }

  private GatewayCall withDeadlines(long stages, long callers) {
    return copy(model, selection, options, stages, callers, targets, attempts, cause, outcome);
  }

  private GatewayCall copy(String newModel, Selection newSelection, CallOptions newOptions) {
    long end = deadlineNanos;
    long callersEnd = callersDeadlineNanos;
    return copy(
        newModel, newSelection, newOptions, end, callersEnd, targets, attempts, cause, outcome);
  }

  private GatewayCall copy(
      String newModel,
      List<Target> newTargets,
      List<Attempt> newAttempts,
      Optional<FailureKind> newCause,
      Optional<Outcome> newOutcome) {
    return copy(
        newModel,
        selection,
        options,
        deadlineNanos,
        callersDeadlineNanos,
        newTargets,
        newAttempts,
        newCause,
        newOutcome);
  }

  private GatewayCall copy(
      String newModel,
      Selection newSelection,
      CallOptions newOptions,
      long newDeadlineNanos,
      long newCallersDeadlineNanos,
      List<Target> newTargets,
      List<Attempt> newAttempts,
      Optional<FailureKind> newCause,
      Optional<Outcome> newOutcome) {
    return new GatewayCall(
        requestId,
        tenant,
        api,
        newSelection,
        newModel,
        delivery,
        caller,
        question,
        newOptions,
        receivedNanos,
        newDeadlineNanos,
        newCallersDeadlineNanos,
        newTargets,
        newAttempts,
        newCause,
        newOutcome);
  }
}
