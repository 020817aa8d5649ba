package io.bactrian.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/** What a target answered to a {@link Question}; each kind of question has its own. */
public sealed interface Answer {

  /**
   * Tokens read and written, where the target told them.
   *
   * @param input tokens of the question that were not read from a cache
   * @param output tokens of the answer
   * @param cacheRead tokens read from the prompt cache
   * @param cacheWrite tokens written to it
   */
  record Usage(long input, long output, long cacheRead, long cacheWrite) {}

  /** Empty where none was told: usage is never invented. */
  Optional<Usage> usage();

  /** Why the answer ended, in Converse's words; empty where nothing ends or it was not said. */
  Optional<StopReason> stopReason();

  /**
   * The answer to a conversation.
   *
   * @throws IllegalStateException when it is the answer to another kind of question
   */
  default ConverseResponse conversed() {
    throw new IllegalStateException("not the answer to a conversation: " + this);
  }

  /** To a conversation. */
  record Conversed(ConverseResponse response) implements Answer {
    @Override
    public Optional<Usage> usage() {
      return Optional.ofNullable(response.usage())
          .filter(told -> told.inputTokens() != null && told.outputTokens() != null)
          .map(
              told ->
                  new Usage(
                      told.inputTokens(),
                      told.outputTokens(),
                      count(told.cacheReadInputTokens()),
                      count(told.cacheWriteInputTokens())));
    }

    @Override
    public Optional<StopReason> stopReason() {
      return Optional.ofNullable(response.stopReason());
    }

    @Override
    public ConverseResponse conversed() {
      return response;
    }

    private static long count(Integer told) {
      return told == null ? 0 : told;
    }
  }

  /**
   * To a body in a model's own format.
   *
   * @param headers what Bedrock says of the answer in headers of its own
   */
  record Invoked(
      InvokeModelResponse response,
      Map<String, String> headers,
      Optional<StopReason> stopReason,
      Optional<Usage> usage)
      implements Answer {
    public Invoked {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * A stream in a model's own format.
   *
   * @param events all of them; none when they were too many to keep
   */
  record InvokedInChunks(
      List<StreamEvent.Chunk> events, Optional<StopReason> stopReason, Optional<Usage> usage)
      implements Answer {
    public InvokedInChunks {
      events = List.copyOf(events);
    }
  }

  /** A count. */
  record Counted(CountTokensResponse response) implements Answer {
    @Override
    public Optional<StopReason> stopReason() {
      return Optional.empty();
    }

    @Override
    public Optional<Usage> usage() {
      return Optional.empty();
    }
  }
}
