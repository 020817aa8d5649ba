package io.bactrian.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.Message;

class FrameDecoderTest {

  private static final long SEED = 20_261_121;
  private static final int SIXTEEN_MEBIBYTES = 16 * 1_024 * 1_024;

  /** The shortest that there is: no headers, no payload. */
  private static final Message SHORTEST = Frame.message("");

  private final FrameDecoder decoder = new FrameDecoder();

  private static byte[] bytes(List<Message> messages) {
    var all = new ByteArrayOutputStream();
    messages.forEach(message -> all.writeBytes(Frame.bytes(message)));
    return all.toByteArray();
  }

  /** Takes all that can be taken after each piece. */
  private static List<Message> decoded(Iterable<byte[]> pieces) {
    var decoder = new FrameDecoder();
    List<Message> messages = new ArrayList<>();
    for (byte[] piece : pieces) {
      decoder.feed(ByteBuffer.wrap(piece).asReadOnlyBuffer());
      boolean goesOn = true;
      while (goesOn) {
        boolean has = decoder.hasNext();
        Optional<Message> next = decoder.next();
        assertThat(next.isPresent()).isEqualTo(has);
        next.ifPresent(messages::add);
        goesOn = has;
      }
    }
    return messages;
  }

  private static byte[] part(byte[] all, int from, int to) {
    return Arrays.copyOfRange(all, from, to);
  }

  @Test
  void every_split_into_two_and_three_pieces_gives_the_same_messages() {
    List<Message> sent =
        List.of(
            Frame.message("{}", ":event-type", "messageStart"),
            SHORTEST,
            Frame.message("{\"a\":\"é\"}", ":t", "chunk"),
            Frame.message("x"));
    byte[] all = bytes(sent);
    for (int first = 0; first <= all.length; first++) {
      for (int second = first; second <= all.length; second++) {
        assertThat(
                decoded(
                    List.of(
                        part(all, 0, first),
                        part(all, first, second),
                        part(all, second, all.length))))
            .as("split at %d and %d", first, second)
            .isEqualTo(sent);
      }
    }
  }

  @Test
  void messages_of_all_sizes_come_out_of_pieces_of_all_sizes() {
    for (long seed = SEED; seed < SEED + 300; seed++) {
      var random = new Random(seed);
      List<Message> sent = new ArrayList<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        int size = random.nextInt(1 << (1 + random.nextInt(15)));
        sent.add(Frame.message("x".repeat(size), ":event-type", "e" + i));
      }
      assertThat(decoded(Frame.pieces(bytes(sent), random))).as("seed %d", seed).isEqualTo(sent);
    }
  }

  @Test
  void messages_that_wait_together_are_taken_one_by_one() {
    decoder.feed(ByteBuffer.wrap(bytes(List.of(SHORTEST, Frame.message("1"), SHORTEST))));
    assertThat(decoder.next()).contains(SHORTEST);
    assertThat(decoder.next()).contains(Frame.message("1"));
    assertThat(decoder.hasNext()).isTrue();
    assertThat(decoder.next()).contains(SHORTEST);
    assertThat(decoder.hasNext()).isFalse();
    assertThat(decoder.next()).isEmpty();
  }

  @Test
  void the_longest_message_of_bedrocks_is_taken() {
    Message longest = new Message(Map.of(), new byte[SIXTEEN_MEBIBYTES - 16]);
    byte[] all = Frame.bytes(longest);
    decoder.feed(ByteBuffer.wrap(part(all, 0, 100)));
    assertThat(decoder.next()).isEmpty();
    decoder.feed(ByteBuffer.wrap(part(all, 100, all.length)));
    assertThat(decoder.next()).contains(longest);
  }

  private static ByteBuffer prelude(int length, int headersLength) {
    ByteBuffer prelude = ByteBuffer.allocate(12).putInt(length).putInt(headersLength);
    var crc = new CRC32();
    crc.update(prelude.array(), 0, 8);
    return prelude.putInt((int) crc.getValue()).flip();
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 12, 15, SIXTEEN_MEBIBYTES + 1, Integer.MAX_VALUE})
  void a_length_that_no_message_has_is_refused_before_the_rest_has_come(int length) {
    decoder.feed(prelude(length, 0));
    assertThatThrownBy(decoder::next).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_prelude_with_a_bad_byte_is_refused_before_the_rest_has_come() {
    for (int place = 0; place < 12; place++) {
      byte[] prelude = prelude(64, 20).array();
      prelude[place] ^= 0x40;
      var fresh = new FrameDecoder();
      fresh.feed(ByteBuffer.wrap(part(prelude, 0, 11)));
      assertThat(fresh.next()).isEmpty();
      fresh.feed(ByteBuffer.wrap(part(prelude, 11, 12)));
      assertThatThrownBy(fresh::next)
          .as("byte %d", place)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_bad_byte_anywhere_is_refused_and_messages_before_it_are_not() {
    byte[] good = Frame.bytes(Frame.message("{\"a\":1}", ":event-type", "chunk"));
    for (int place = 0; place < good.length; place++) {
      byte[] bad = good.clone();
      bad[place] ^= 1;
      var fresh = new FrameDecoder();
      fresh.feed(ByteBuffer.wrap(good));
      fresh.feed(ByteBuffer.wrap(bad));
      assertThat(fresh.next()).as("before byte %d", place).isPresent();
      assertThatThrownBy(fresh::next)
          .as("byte %d", place)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 999, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void headers_that_do_not_fit_into_the_message_are_refused(int headersLength) {
    ByteBuffer message = ByteBuffer.allocate(32).put(prelude(32, headersLength));
    message.position(28);
    var crc = new CRC32();
    crc.update(message.array(), 0, 28);
    decoder.feed(message.putInt((int) crc.getValue()).flip());
    assertThatThrownBy(decoder::next).isInstanceOf(RuntimeException.class);
  }
}
