package io.bactrian.translator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.translator.RequestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fields of a request that OpenAI knows and Converse does not. */
final class UnmappedFields {

  private static final List<String> MAPPED =
      List.of(
          "model",
          "messages",
          "max_completion_tokens",
          "max_tokens",
          "temperature",
          "top_p",
          "stop",
          "stream",
          "stream_options",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "response_format",
          "reasoning_effort",
          "service_tier",
          "metadata",
          "user",
          "n");

  /** Each with the value that asks for nothing, in JSON; empty where every value asks for it. */
  private static final Map<String, String> UNMAPPED =
      Map.ofEntries(
          Map.entry("seed", ""),
          Map.entry("logprobs", "false"),
          Map.entry("top_logprobs", "0"),
          Map.entry("logit_bias", "{}"),
          Map.entry("presence_penalty", "0"),
          Map.entry("frequency_penalty", "0"),
          Map.entry("prediction", ""),
          Map.entry("modalities", "[\"text\"]"),
          Map.entry("audio", ""),
          Map.entry("store", "false"),
          Map.entry("verbosity", "\"medium\""),
          Map.entry("functions", "[]"),
          Map.entry("function_call", "\"none\""),
          Map.entry("web_search_options", ""),
          Map.entry("parallel_tool_calls", "true"));

  private UnmappedFields() {}

  /** Refuses what cannot be mapped and asks for something, and what OpenAI does not know. */
  static void check(RequestObject body) {
    if (!body.member("n").map(n -> isNeutral(n, "1")).orElse(true)) {
      throw body.refused("n", "must be 1");
    }
    List<String> known = new ArrayList<>(MAPPED);
    for (Map.Entry<String, JsonNode> member : body.json().properties()) {
      String neutral = UNMAPPED.get(member.getKey());
      if (neutral != null) {
        refuse(body, member.getKey(), neutral.isEmpty() ? new String[0] : new String[] {neutral});
        known.add(member.getKey());
      }
    }
    body.only(known);
  }

  /** Refuses a value that Bedrock cannot be told, unless such are to be left out. */
  static void refuse(RequestObject owner, String name, String... neutral) {
    boolean asks = owner.member(name).map(value -> !isNeutral(value, neutral)).orElse(false);
    if (asks && !owner.ignoresUnknown()) {
      throw owner.refused(
          name,
          neutral.length == 0
              ? "has no equivalent in Bedrock; leave it out"
              : "has no equivalent in Bedrock; leave it out or send " + String.join(", ", neutral));
    }
  }

  /** Whether a value asks for nothing: it is one of these, or an empty array. */
  private static boolean isNeutral(JsonNode value, String... neutral) {
    if (value.isArray() && value.isEmpty()) {
      return true;
    }
    String json = value.isNumber() && value.decimalValue().signum() == 0 ? "0" : value.toString();
    return List.of(neutral).contains(json);
  }
}
