package io.bactrian.state;

import io.bactrian.store.DynamoDbSettings;
import io.bactrian.store.DynamoDbTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table of DynamoDB with an item for each gateway: partition key {@code namespace}, sort key
 * {@code instance}, both strings; {@code view} is the JSON, and {@code expires} the epoch second
 * after which DynamoDB may delete it. Each gateway writes its own item only, so nothing is
 * conditional.
 */
final class DynamoDbStore implements StateStore {

  /** One thread asks. */
  private static final int CONNECTIONS = 2;

  private final String instance;
  private final String namespace;
  private final DynamoDbTable table;

  DynamoDbStore(String instance, String namespace, DynamoDbSettings settings) {
    this.instance = instance;
    this.namespace = namespace;
    table = new DynamoDbTable(settings, CONNECTIONS);
  }

  @Override
  public String name() {
    return "dynamodb";
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Map<String, String> read() throws IOException {
    return table.ask(
        client -> {
          Map<String, String> views = new HashMap<>();
          client
              .queryPaginator(
                  q ->
                      q.tableName(table.name())
                          .keyConditionExpression("#n = :n")
                          .expressionAttributeNames(Map.of("#n", "namespace"))
                          .expressionAttributeValues(Map.of(":n", AttributeValue.fromS(namespace))))
              .items()
              .forEach(item -> views.put(text(item, "instance"), text(item, "view")));
          return views;
        });
  }

  @Override
  public void write(String view, long expires) throws IOException {
    Map<String, AttributeValue> item =
        Map.of(
            "namespace", AttributeValue.fromS(namespace),
            "instance", AttributeValue.fromS(instance),
            "view", AttributeValue.fromS(view),
            "expires", AttributeValue.fromN(Long.toString(expires / 1_000)));
    table.ask(client -> client.putItem(p -> p.tableName(table.name()).item(item)));
  }

  /** DynamoDB does that itself, by the attribute {@code expires}. */
  @Override
  public void remove(String gone) {}

  @Override
  public void close() {
    table.close();
  }

  /** What somebody else has put there is empty text, which is told of like any other. */
  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }
}
