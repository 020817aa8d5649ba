package io.bactrian.fallback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.call.Answer;
import io.bactrian.call.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A kept answer as bytes that another gateway understands, and only the one that it was written
 * for: it names its own key, so that a value which was copied elsewhere is no answer.
 */
public final class AnswerEnvelope {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Target> targets;
  private final Function<Answer, ObjectNode> writer;
  private final Function<JsonNode, Answer> reader;
  private final InstantSource clock;
  private final LongSupplier nanoClock;

  /**
   * @param targets those whose answers are taken, by id
   * @param reader takes what {@code writer} wrote; throws for all else
   */
  public AnswerEnvelope(
      Map<String, Target> targets,
      Function<Answer, ObjectNode> writer,
      Function<JsonNode, Answer> reader,
      InstantSource clock,
      LongSupplier nanoClock) {
    this.targets = Map.copyOf(targets);
    this.writer = writer;
    this.reader = reader;
    this.clock = clock;
    this.nanoClock = nanoClock;
  }

  byte[] write(CachedAnswer kept, String key) {
    long age = TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - kept.answeredNanos());
    ObjectNode envelope =
        JSON.createObjectNode()
            .put("key", key)
            .put("target", kept.origin().id())
            .put("model_id", kept.origin().modelId())
            .put("answered_millis", clock.millis() - age);
    envelope.set("answer", writer.apply(kept.answer()));
    try {
      return JSON.writeValueAsBytes(envelope);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a tree can be written", impossible);
    }
  }

  /**
   * Empty where it is of another key, or of a target that is not, or no longer, what it was.
   *
   * @throws RuntimeException when it cannot be read
   */
  Optional<CachedAnswer> read(byte[] bytes, String key) {
    JsonNode envelope;
    try {
      envelope = JSON.readTree(bytes);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    Target origin = targets.get(envelope.path("target").asText());
    if (origin == null
        || !origin.modelId().equals(envelope.path("model_id").asText())
        || !key.equals(envelope.path("key").asText())
        || !envelope.path("answered_millis").isIntegralNumber()) {
      return Optional.empty();
    }
    // Clocks of two machines differ: nothing was answered in the future.
    long age = Math.max(0, clock.millis() - envelope.path("answered_millis").asLong());
    long answeredNanos = nanoClock.getAsLong() - TimeUnit.MILLISECONDS.toNanos(age);
    return Optional.of(
        new CachedAnswer(origin, reader.apply(envelope.path("answer")), answeredNanos));
  }
}
