package io.bactrian.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;

/** The JSON form of a view, read strictly: half a view would send calls where none should go. */
final class StateCodec {

  /** Clocks of replicas differ; by more than this one of them is wrong. */
  static final Duration LARGEST_SKEW = Duration.ofMinutes(1);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .build();

  private StateCodec() {}

  static String write(StateView view) {
    try {
      return JSON.writeValueAsString(view);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Reads a view as it is at {@code now}, in epoch milliseconds. */
  static StateView read(String text, long now) throws UnusableState {
    StateView view = parse(text);
    long ahead = view.written() - now;
    if (ahead > LARGEST_SKEW.toMillis()) {
      throw new UnusableState("it was written " + ahead / 1_000 + " s in the future");
    }
    return view;
  }

  private static StateView parse(String text) throws UnusableState {
    try {
      JsonNode json = JSON.readTree(text);
      if (!json.isObject() || !json.path("version").isInt()) {
        throw new UnusableState("it is not a state of Bactrian");
      }
      int version = json.path("version").intValue();
      if (version != StateView.VERSION) {
        throw new UnusableState(
            "it has version " + version + ", and this gateway reads " + StateView.VERSION);
      }
      return JSON.treeToValue(json, StateView.class);
    } catch (JsonProcessingException | NullPointerException broken) {
      throw new UnusableState("it is broken or cut off");
    }
  }
}
