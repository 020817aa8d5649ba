package io.bactrian.state;

import io.bactrian.store.DynamoDbSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the state is kept.
 *
 * @param file of the store {@code file}
 * @param namespace what replicas have in common that share a store
 * @param interval longest time between a change and its writing, and between looks at the replicas
 */
public record StateSettings(
    Kind kind, Path file, DynamoDbSettings dynamoDb, String namespace, Duration interval) {

  /** The stores; {@code OFF} keeps nothing. */
  public enum Kind {
    FILE,
    REDIS,
    DYNAMODB,
    OFF
  }
}
