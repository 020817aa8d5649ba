package io.bactrian.simulator.reply;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** A successful answer that is ready but for the time that it will have taken. */
public sealed interface Answer {

  /** The tokens that Bedrock bills, in and out. */
  int billed();

  /**
   * A whole body.
   *
   * @param bytes JSON, made from the milliseconds that the call has taken
   * @param tokens what InvokeModel also sends as headers; empty for the other operations
   * @param billed tokens, in and out
   */
  record Body(LongFunction<byte[]> bytes, Optional<TokenCounts> tokens, int billed)
      implements Answer {}

  /**
   * An event stream.
   *
   * @param frames encoded, each made from the milliseconds that the call has taken so far
   * @param billed tokens, in and out
   */
  record Frames(List<LongFunction<byte[]>> frames, int billed) implements Answer {
    public Frames {
      frames = List.copyOf(frames);
    }
  }

  /** Token counts of a call. */
  record TokenCounts(int input, int output) {}
}
