package io.bactrian.config;

import io.bactrian.api.HttpApi;
import io.bactrian.metrics.StateMeters;
import io.bactrian.queue.idempotency.DynamoDbIdempotencyStore;
import io.bactrian.queue.idempotency.Idempotency;
import io.bactrian.queue.idempotency.IdempotencyStore;
import io.bactrian.queue.idempotency.MemoryStore;
import io.bactrian.queue.idempotency.RedisIdempotencyStore;
import io.bactrian.store.DynamoDbTable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Makes what keeps the replies to messages, in the store that the settings name. */
final class KeptReplies implements AutoCloseable {

  /** Beyond the deadline of the call itself. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** More messages than these at once wait for one another. */
  private static final int CONNECTIONS = 64;

  final Idempotency idempotency;

  private final IdempotencyStore store;

  KeptReplies(GatewaySettings settings, Stores stores, Sources sources) {
    QueueSection.Idempotency set = settings.queues().idempotency();
    store =
        switch (set.store()) {
          case "redis" -> new RedisIdempotencyStore(stores.redis.orElseThrow());
          case "dynamodb" ->
              new DynamoDbIdempotencyStore(
                  new DynamoDbTable(set.dynamoDb(), CONNECTIONS), sources.clock());
          default -> new MemoryStore(set.maxEntries(), sources.nanoClock()::getAsLong);
        };
    Duration lease = settings.admission().deadline().plus(MARGIN);
    idempotency = new Idempotency(store, HttpApi.DEFAULT_TENANT, lease, set.keep());
  }

  void watch(MeterRegistry meters) {
    new StateMeters(meters).watchIdempotency(store.name(), idempotency::failures);
  }

  @Override
  public void close() {
    store.close();
  }
}
