package io.bactrian.config;

import io.bactrian.api.HttpApi;
import io.bactrian.event.EventPublisher;
import io.bactrian.health.QueuesCheck;
import io.bactrian.metrics.StateMeters;
import io.bactrian.operations.QueueBoard;
import io.bactrian.operations.QueuesApi;
import io.bactrian.operations.QueuesBean;
import io.bactrian.queue.QueueRoutes.QueueRoute;
import io.bactrian.queue.QueueSource;
import io.bactrian.queue.intake.BackPressure;
import io.bactrian.queue.intake.BrokerView;
import io.bactrian.queue.intake.Hold;
import io.bactrian.queue.intake.MessageTally;
import io.bactrian.queue.intake.QueueIntake;
import io.bactrian.queue.intake.QueueStatus;
import io.bactrian.queue.intake.Queues;
import io.bactrian.queue.intake.RouteConsumers;
import io.bactrian.queue.intake.TargetProbe;
import io.bactrian.resilience.TargetHealth;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/** Pauses and resumes the queues, and shows them. */
final class IntakeParts {

  /** Consumers that have not stopped by then are stopped with their routes. */
  private static final long STOP_MILLIS = 2_000;

  private static final QueueSource SILENT = new QueueSource() {};

  private final CallPath path;
  private final Sources sources;
  private final Main main;
  private final MessageTally events;
  private final Executor threads = task -> Thread.ofVirtual().name("queues").start(task);
  private final List<Queues.Entry> entries = new ArrayList<>();
  private Queues queues;
  private BackPressure backPressure;
  private ProducerTemplate template;

  IntakeParts(Main main, CallPath path, Sources sources, EventPublisher events) {
    this.main = main;
    this.path = path;
    this.sources = sources;
    this.events = new MessageTally(events);
  }

  /** The events, which are counted on their way. */
  EventPublisher events() {
    return events;
  }

  void bind(
      List<String> names,
      List<QueueRoute> routes,
      Map<String, QueueSource> brokers,
      MeterRegistry registry) {
    Map<String, List<QueueRoute>> byQueue = new LinkedHashMap<>();
    for (QueueRoute route : routes) {
      byQueue.computeIfAbsent(route.queue(names), any -> new ArrayList<>()).add(route);
    }
    byQueue.forEach(
        (name, own) -> entries.add(entry(name, own, brokers.getOrDefault(name, SILENT))));
    queues = new Queues(entries, events);
    List<QueueIntake> intakes = entries.stream().map(Queues.Entry::intake).toList();
    backPressure =
        new BackPressure(
            intakes, this::isAnyUsable, probe()::isAnswered, sources.nanoClock(), threads);
    main.bind("queuesApi", new QueuesApi(new QueueBoard(queues, sources.clock())));
    Beans.addService(main, new QueuesBean(queues));
    if (!entries.isEmpty()) {
      main.bind("queuesCheck", new QueuesCheck(this::inReadiness));
      watch(new StateMeters(registry), brokers);
    }
  }

  private Queues.Entry entry(String name, List<QueueRoute> routes, QueueSource broker) {
    List<String> ids = routes.stream().map(QueueRoute::id).toList();
    var consumers = new RouteConsumers(main::getCamelContext, ids);
    return new Queues.Entry(
        routes.getFirst().transport(),
        routes.stream().mapToInt(QueueRoute::consumers).sum(),
        new QueueIntake(name, consumers, events, sources.clock(), threads),
        new BrokerView(broker, sources.nanoClock(), threads));
  }

  private TargetProbe probe() {
    return new TargetProbe(
        HttpApi.DEFAULT_TENANT,
        this::usableModel,
        () -> template,
        events,
        sources.requestIds(),
        sources.nanoClock());
  }

  private Optional<String> usableModel() {
    return path.pool.all().stream()
        .filter(TargetHealth::usable)
        .map(health -> health.target().model())
        .findFirst();
  }

  /** By the pool's breaker, so that an operator who opens it pauses the queues too. */
  private boolean isAnyUsable() {
    path.poolBreaker.refresh();
    return !isOpen(path.poolBreaker.breaker().getState());
  }

  private static boolean isOpen(State state) {
    return state == State.OPEN || state == State.FORCED_OPEN;
  }

  private void watch(StateMeters meters, Map<String, QueueSource> brokers) {
    for (Queues.Entry entry : entries) {
      QueueIntake intake = entry.intake();
      for (Hold.Reason reason : Hold.Reason.values()) {
        meters.watchPause(intake.queue(), reason.label(), () -> intake.isHeldFor(reason));
      }
      meters.watchIntake(intake.queue(), intake::inFlight);
      if (brokers.getOrDefault(intake.queue(), SILENT).tellsDepth()) {
        meters.watchDepth(intake.queue(), entry.broker()::depth);
      }
    }
  }

  private Map<String, String> inReadiness() {
    Map<String, String> states = new LinkedHashMap<>();
    for (QueueStatus queue : queues.all()) {
      String out = queue.broker().reachable().orElse(true) ? "" : ", broker unreachable";
      String why = queue.hold().map(hold -> ", " + hold.reason().label()).orElse("");
      states.put(queue.name(), queue.state().label() + why + out);
    }
    return states;
  }

  /** Begins when all routes run. */
  void start(ScheduledExecutorService timer) {
    if (entries.isEmpty()) {
      return;
    }
    template = main.getCamelContext().createProducerTemplate();
    path.poolBreaker
        .breaker()
        .getEventPublisher()
        .onStateTransition(
            event -> backPressure.poolMoved(isOpen(event.getStateTransition().getToState())));
    timer.scheduleWithFixedDelay(
        () -> {
          threads.execute(backPressure::look);
          queues.refresh();
        },
        0,
        1,
        TimeUnit.SECONDS);
  }

  /** Takes no more messages; those in flight go on. */
  void stop() throws InterruptedException {
    if (backPressure != null) {
      backPressure.stop(STOP_MILLIS);
    }
  }
}
