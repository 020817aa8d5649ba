package io.bactrian.routing;

import io.bactrian.call.GatewayCall;
import io.bactrian.call.Question;
import java.util.zip.CRC32C;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;

/**
 * A number for the part of a prompt that Bedrock's prompt cache may know already: the same for the
 * same part, in every process. It must also stay the same while a conversation grows, though its
 * last cache point moves on with every turn; so of the messages only the first one counts, up to
 * its own cache point where it has one.
 */
final class PromptPrefix {

  /** A model's own format is not read. Nothing shorter than this is worth a cache to Bedrock. */
  private static final int HEAD_BYTES = 4_096;

  private PromptPrefix() {}

  static long of(GatewayCall call) {
    long start = with(call.tenant().hashCode(), call.model().hashCode());
    return switch (call.question()) {
      case Question.Converse converse -> conversation(start, converse.request());
      case Question.Invoke invoke -> with(start, head(invoke.request().body()));
      // A count is cached nowhere, so it may go anywhere.
      case Question.CountTokens count -> with(start, call.requestId().hashCode());
    };
  }

  /** In Bedrock's order: tools, system prompt, messages. */
  private static long conversation(long start, ConverseRequest request) {
    long prefix = start;
    long marked = start;
    if (request.toolConfig() != null) {
      for (Tool tool : request.toolConfig().tools()) {
        if (tool.cachePoint() != null) {
          marked = prefix;
        } else {
          prefix = with(prefix, tool.hashCode());
        }
      }
    }
    for (SystemContentBlock block : request.system()) {
      if (block.cachePoint() != null) {
        marked = prefix;
      } else {
        prefix = with(prefix, block.hashCode());
      }
    }
    if (marked != start && !pointIn(request)) {
      return marked;
    }
    return request.messages().isEmpty() ? prefix : message(prefix, request.messages().getFirst());
  }

  private static boolean pointIn(ConverseRequest request) {
    for (Message message : request.messages()) {
      for (ContentBlock block : message.content()) {
        if (block.cachePoint() != null) {
          return true;
        }
      }
    }
    return false;
  }

  private static long message(long start, Message first) {
    long prefix = start;
    for (ContentBlock block : first.content()) {
      if (block.cachePoint() != null) {
        return prefix;
      }
      prefix = with(prefix, block.hashCode());
    }
    return prefix;
  }

  private static int head(SdkBytes body) {
    byte[] bytes = body.asByteArrayUnsafe();
    var checksum = new CRC32C();
    checksum.update(bytes, 0, Math.min(bytes.length, HEAD_BYTES));
    return (int) checksum.getValue();
  }

  /** Adds a number to a hash and mixes all bits, as SplitMix64 does. */
  static long with(long hash, int more) {
    long mixed = hash * 31 + more + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
