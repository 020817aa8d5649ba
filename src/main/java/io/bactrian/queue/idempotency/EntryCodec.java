package io.bactrian.queue.idempotency;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bactrian.queue.QueueReply;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The JSON of entries. Equal claims have equal JSON, so that a store can compare them. */
final class EntryCodec {

  /** A new form of entries gets a new version, so that no gateway reads another one's. */
  static final int VERSION = 1;

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record EntryJson(int version, String fingerprint, String message, ReplyJson reply) {}

  /** {@code body} is in Base64: a reply is given again byte by byte. */
  private record ReplyJson(int status, byte[] body, Map<String, String> properties) {}

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private EntryCodec() {}

  static byte[] write(Entry entry) {
    ReplyJson reply =
        entry
            .reply()
            .map(kept -> new ReplyJson(kept.status(), kept.body(), kept.properties()))
            .orElse(null);
    try {
      return JSON.writeValueAsBytes(
          new EntryJson(VERSION, entry.fingerprint(), entry.messageId(), reply));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("records of text can always be written", impossible);
    }
  }

  /** Throws where it is no entry, or one of another version. */
  static Entry read(byte[] json) throws IOException {
    try {
      EntryJson entry = JSON.readValue(json, EntryJson.class);
      if (entry.version() == VERSION && entry.fingerprint() != null && entry.message() != null) {
        return new Entry(
            entry.fingerprint(),
            entry.message(),
            Optional.ofNullable(entry.reply()).map(EntryCodec::reply));
      }
    } catch (JsonProcessingException | NullPointerException foreign) {
      // told below; the text of either may hold what was kept
    }
    throw new IOException("what is kept there is not of this version of Bactrian");
  }

  private static QueueReply reply(ReplyJson reply) {
    return new QueueReply(reply.status(), Objects.requireNonNull(reply.body()), reply.properties());
  }
}
