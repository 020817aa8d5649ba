package io.bactrian.simulator.reply;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** A successful answer that is ready but for the time that it will have taken. */
public sealed interface Answer {

  /**
   * A whole body.
   *
   * @param bytes JSON, made from the milliseconds that the call has taken
   * @param tokens what InvokeModel also sends as headers; empty for the other operations
   */
  record Body(LongFunction<byte[]> bytes, Optional<TokenCounts> tokens) implements Answer {}

  /**
   * An event stream.
   *
   * @param frames encoded, each made from the milliseconds that the call has taken so far
   */
  record Frames(List<LongFunction<byte[]>> frames) implements Answer {
    public Frames {
      frames = List.copyOf(frames);
    }
  }

  /** Token counts of a call. */
  record TokenCounts(int input, int output) {}
}
