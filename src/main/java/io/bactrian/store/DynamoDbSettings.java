package io.bactrian.store;

import java.net.URI;
import java.util.Optional;

/** A table of DynamoDB; without an endpoint it is AWS's own. */
public record DynamoDbSettings(String table, String region, Optional<URI> endpoint) {}
