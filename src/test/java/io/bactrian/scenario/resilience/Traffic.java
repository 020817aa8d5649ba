package io.bactrian.scenario.resilience;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What callers ask in a phase.
 *
 * @param perSecond calls a second, sent whether or not earlier ones have ended
 * @param atOnce calls that are all sent when the phase begins
 * @param questions how many different ones there are; 0 for never the same one twice
 * @param streamed whether answers are wanted as streams
 * @param leaveAfter characters after which the caller leaves; 0 for one that stays
 * @param headers that go with every call
 */
record Traffic(
    int perSecond,
    int atOnce,
    int questions,
    boolean streamed,
    int leaveAfter,
    Map<String, String> headers) {

  static final String PATH = "/v1/chat/completions";
  static final String MODEL = "claude-haiku";

  static Traffic perSecond(int calls) {
    return new Traffic(calls, 0, 0, false, 0, Map.of());
  }

  static Traffic atOnce(int calls) {
    return new Traffic(0, calls, 0, false, 0, Map.of());
  }

  /** The same few questions over and over. */
  Traffic of(int few) {
    return new Traffic(perSecond, atOnce, few, streamed, leaveAfter, headers);
  }

  Traffic asStreams() {
    return new Traffic(perSecond, atOnce, questions, true, leaveAfter, headers);
  }

  /** Callers leave as soon as they have read so many characters of a stream. */
  Traffic leavingAfter(int characters) {
    return new Traffic(perSecond, atOnce, questions, true, characters, headers);
  }

  Traffic with(String header, String value) {
    return new Traffic(perSecond, atOnce, questions, streamed, leaveAfter, Map.of(header, value));
  }

  /** OpenAI's form, as it tells tokens in whole answers and in streams. */
  String body(int number) {
    String question =
        questions == 0 ? "question " + number : "known question " + number % questions;
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", MODEL);
    body.putArray("messages").addObject().put("role", "user").put("content", question);
    if (streamed) {
      body.put("stream", true).putObject("stream_options").put("include_usage", true);
    }
    return body.toString();
  }
}
