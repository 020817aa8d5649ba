package io.bactrian.queue.idempotency;

import io.bactrian.queue.QueueReply;
import io.bactrian.store.DynamoDbTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * A table of DynamoDB with an item for each kind of work, for all gateways that share it: partition
 * key {@code id}, a string; {@code entry} is the JSON, and {@code expires} the epoch second at
 * which it ends. DynamoDB may delete it then, but does so days later. Replies larger than an item
 * may be (400 KB) are not kept.
 */
public final class DynamoDbIdempotencyStore implements IdempotencyStore {

  private static final String FREE = "attribute_not_exists(id) OR expires <= :now OR entry = :mine";
  private static final String MINE = "entry = :mine";

  private final DynamoDbTable table;
  private final InstantSource clock;

  /** {@code table} is closed with this store. */
  public DynamoDbIdempotencyStore(DynamoDbTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "dynamodb";
  }

  @Override
  public Claim claim(Work work, Duration lease) throws IOException {
    Map<String, AttributeValue> item = item(work, Entry.claimed(work), lease);
    var values =
        Map.of(
            ":mine",
            item.get("entry"),
            ":now",
            AttributeValue.fromN(Long.toString(clock.instant().getEpochSecond())));
    Optional<String> met =
        table.ask(
            client -> {
              try {
                client.putItem(
                    p ->
                        p.tableName(table.name())
                            .item(item)
                            .conditionExpression(FREE)
                            .expressionAttributeValues(values)
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD));
                return Optional.empty();
              } catch (ConditionalCheckFailedException taken) {
                return Optional.of(entry(taken.item()));
              }
            });
    return met.isEmpty()
        ? new Claim.Mine()
        : EntryCodec.read(met.get().getBytes(StandardCharsets.UTF_8)).met(work);
  }

  @Override
  public void keep(Work work, QueueReply reply, Duration time) throws IOException {
    Map<String, AttributeValue> item = item(work, Entry.done(work, reply), time);
    table.ask(client -> client.putItem(p -> p.tableName(table.name()).item(item)));
  }

  @Override
  public void release(Work work) throws IOException {
    var mine = Map.of(":mine", json(Entry.claimed(work)));
    table.ask(
        client -> {
          try {
            return client.deleteItem(
                d ->
                    d.tableName(table.name())
                        .key(Map.of("id", AttributeValue.fromS(work.key())))
                        .conditionExpression(MINE)
                        .expressionAttributeValues(mine));
          } catch (ConditionalCheckFailedException others) {
            return others;
          }
        });
  }

  private Map<String, AttributeValue> item(Work work, Entry entry, Duration time) {
    // Its seconds are rounded up: nothing ends before its time.
    long expires = clock.instant().plus(time).plusSeconds(1).getEpochSecond();
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", AttributeValue.fromS(work.key()));
    item.put("entry", json(entry));
    item.put("expires", AttributeValue.fromN(Long.toString(expires)));
    return item;
  }

  private static AttributeValue json(Entry entry) {
    return AttributeValue.fromS(new String(EntryCodec.write(entry), StandardCharsets.UTF_8));
  }

  /** What somebody else has put there is empty text, which is no entry. */
  private static String entry(Map<String, AttributeValue> item) {
    AttributeValue entry = item.get("entry");
    return entry == null || entry.s() == null ? "" : entry.s();
  }

  @Override
  public void close() {
    table.close();
  }
}
