package io.bactrian.state;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the state is kept.
 *
 * @param file of the store {@code file}
 * @param namespace what replicas have in common that share a store
 * @param interval longest time between a change and its writing, and between looks at the replicas
 */
public record StateSettings(
    Kind kind, Path file, DynamoDb dynamoDb, String namespace, Duration interval) {

  /** The stores; {@code OFF} keeps nothing. */
  public enum Kind {
    FILE,
    REDIS,
    DYNAMODB,
    OFF
  }

  /** A table of DynamoDB; without an endpoint it is AWS's own. */
  public record DynamoDb(String table, String region, Optional<URI> endpoint) {}
}
