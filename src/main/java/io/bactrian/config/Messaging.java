package io.bactrian.config;

import io.bactrian.api.HttpApi;
import io.bactrian.event.EventPublisher;
import io.bactrian.ingress.edge.Admission;
import io.bactrian.ingress.edge.Priority;
import io.bactrian.ingress.json.JsonBodies;
import io.bactrian.queue.QueueApi;
import io.bactrian.queue.QueueRoutes;
import io.bactrian.queue.QueueRoutes.QueueRoute;
import io.bactrian.queue.QueueShare;
import io.bactrian.queue.QueueSource;
import io.bactrian.queue.Settlement;
import io.bactrian.translator.ChatFormat;
import io.bactrian.translator.GenerateFormat;
import io.bactrian.translator.WireFormat;
import io.bactrian.translator.converse.ConverseFormat;
import io.bactrian.translator.openai.OpenAiFormat;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;

/** The queues: what the routes of messages name, and the brokers' sides. */
final class Messaging implements AutoCloseable {

  private static final String USE_CASE = "default";

  private final GatewaySettings settings;
  private final Sources sources;
  private final KeptReplies replies;
  private final JmsParts jms;
  private final SqsParts sqs;

  Messaging(GatewaySettings settings, Sources sources, Stores stores) {
    this.settings = settings;
    this.sources = sources;
    replies = new KeptReplies(settings, stores, sources);
    jms = new JmsParts(settings, sources);
    sqs = new SqsParts(settings, sources);
  }

  void bind(Main main, JsonBodies bodies, Admission admission, EventPublisher events) {
    main.bind(
        "queueApi",
        new QueueApi(
            HttpApi.DEFAULT_TENANT,
            settings.queues().byName(),
            formats(),
            EdgeParts.bodyReader(bodies)::read,
            events,
            sources.nanoClock(),
            sources.clock(),
            sources.requestIds()));
    main.bind("queueShare", share(admission));
    main.bind("idempotency", replies.idempotency);
    main.bind("settlement", new Settlement(events, sources.clock()));
    jms.bind(main);
    sqs.bind(main);
    main.configure().addRoutesBuilder(new QueueRoutes(routes()));
  }

  List<QueueRoute> routes() {
    List<QueueRoute> routes = new ArrayList<>(jms.routes());
    routes.addAll(sqs.routes());
    return routes;
  }

  /** What the brokers can tell of the queues, by our names. */
  Map<String, QueueSource> brokers() {
    Map<String, QueueSource> brokers = new HashMap<>(jms.sources());
    brokers.putAll(sqs.sources());
    return brokers;
  }

  /** The series of queues are there only where there are queues. */
  void watch(MeterRegistry meters) {
    if (!settings.queues().areOff()) {
      replies.watch(meters);
    }
  }

  /** An embedded broker listens afterwards. */
  void start() {
    jms.start();
  }

  private Map<String, WireFormat> formats() {
    return Map.of(
        "chat", new ChatFormat(settings.chat()),
        "generate", new GenerateFormat(settings.generate()),
        "openai",
            new OpenAiFormat(settings.openAi(), () -> sources.clock().instant().getEpochSecond()),
        "converse", new ConverseFormat(USE_CASE, false));
  }

  private QueueShare share(Admission admission) {
    long tries = Math.max(1, settings.admission().maxWait().toSeconds());
    return new QueueShare(
        atMost -> admission.acquire(Priority.BATCH, atMost).map(permit -> (Runnable) permit::close),
        (int) tries);
  }

  @Override
  public void close() {
    jms.close();
    sqs.close();
    replies.close();
  }
}
