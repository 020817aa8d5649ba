package io.bactrian.simulator.reply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.simulator.quality.SimulatedKnowledge;
import io.bactrian.simulator.wire.ModelId;
import io.bactrian.simulator.wire.Operation;
import io.bactrian.simulator.wire.RequestRejected;
import io.bactrian.simulator.wire.RequestTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** What Bedrock in one region answers to a request, apart from time and faults. */
public final class SimulatedBedrock {

  private static final List<String> OUTPUT_MEMBERS = List.of("output", "content", "results");

  private final ObjectMapper json;
  private final SimulatedModel model;
  private final BodyFormat converse;
  private final InvokeFormats invoke;
  private final TokenCounter counter;

  /** {@code sentences}: how many a reply has that nothing else makes shorter. */
  public SimulatedBedrock(
      String region, int sentences, SimulatedKnowledge knowledge, ObjectMapper json) {
    this.json = json;
    this.model = new SimulatedModel(region, sentences, knowledge);
    this.converse = new ConverseFormat(json);
    this.invoke = new InvokeFormats(json);
    this.counter = new TokenCounter(json);
  }

  /**
   * @throws RequestRejected if Bedrock would refuse the request
   */
  public Answer answer(RequestTarget target, byte[] body, Content content) {
    ModelId.check(target.modelId());
    JsonNode request = parse(target.operation(), body);
    return switch (target.operation()) {
      case CONVERSE, CONVERSE_STREAM -> answer(target, converse, request, content);
      case INVOKE_MODEL, INVOKE_MODEL_WITH_RESPONSE_STREAM ->
          answer(target, invoke.format(target.modelId(), request), request, content);
      case COUNT_TOKENS -> {
        byte[] count = counter.count(target.modelId(), request);
        yield new Answer.Body(latencyMs -> count, Optional.empty(), 0);
      }
    };
  }

  private JsonNode parse(Operation operation, byte[] body) {
    try {
      JsonNode request = json.readTree(body);
      if (request.isObject()) {
        return request;
      }
    } catch (JsonProcessingException e) {
      if (!isInvoke(operation)) {
        throw RequestRejected.serialization(e.getOriginalMessage());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw isInvoke(operation)
        ? RequestRejected.validation(
            "Malformed input request, please reformat your input and try again.")
        : RequestRejected.serialization("The request body must be a JSON object.");
  }

  private static boolean isInvoke(Operation operation) {
    return operation == Operation.INVOKE_MODEL
        || operation == Operation.INVOKE_MODEL_WITH_RESPONSE_STREAM;
  }

  private Answer answer(
      RequestTarget target, BodyFormat format, JsonNode request, Content content) {
    Reply full = model.reply(target.modelId(), format.read(target.modelId(), request));
    Reply reply = content == Content.FULL ? full : full.withoutContent();
    int billed = reply.inputTokens() + reply.outputTokens();
    if (!target.operation().streaming()) {
      LongFunction<byte[]> bytes = latencyMs -> body(format, reply, latencyMs, content);
      return new Answer.Body(
          bytes,
          isInvoke(target.operation())
              ? Optional.of(new Answer.TokenCounts(reply.inputTokens(), reply.outputTokens()))
              : Optional.empty(),
          billed);
    }
    if (content == Content.NO_OUTPUT) {
      return new Answer.Frames(List.of(), billed);
    }
    return new Answer.Frames(
        isInvoke(target.operation())
            ? StreamFrames.chunks(format.events(reply), reply)
            : StreamFrames.events(format.events(reply), reply),
        billed);
  }

  private byte[] body(BodyFormat format, Reply reply, long latencyMs, Content content) {
    try {
      byte[] whole = format.body(reply, latencyMs);
      return content == Content.NO_OUTPUT ? withoutOutput(whole) : whole;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] withoutOutput(byte[] whole) throws IOException {
    ObjectNode body = (ObjectNode) json.readTree(whole);
    return json.writeValueAsBytes(body.remove(OUTPUT_MEMBERS));
  }
}
