package io.bactrian.simulator.server;

import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.wire.ErrorBody;
import io.bactrian.simulator.wire.EventFrame;
import io.bactrian.simulator.wire.ExceptionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/** The frames that a stream really sends, and how it ends. */
record StreamScript(List<LongFunction<byte[]>> frames, Ending ending) {

  /** How a stream ends. */
  enum Ending {
    WHOLE,
    CUT,
    RESET,
    SILENCE
  }

  static StreamScript of(List<LongFunction<byte[]>> frames, Optional<Fault> fault, String modelId) {
    if (fault.isEmpty()) {
      return new StreamScript(frames, Ending.WHOLE);
    }
    int after = Math.min(fault.get().effect().afterEvents(), frames.size());
    return switch (fault.get().kind()) {
      case CUT -> new StreamScript(frames.subList(0, after), Ending.CUT);
      case STREAM_RESET -> new StreamScript(frames.subList(0, after), Ending.RESET);
      case STREAM_SILENCE -> new StreamScript(frames.subList(0, after), Ending.SILENCE);
      case STREAM_EXCEPTION -> interrupted(frames.subList(0, after), fault.get(), modelId);
      case CORRUPT_CRC -> corrupted(frames, after, EventFrame::withWrongCrc);
      case CORRUPT_LENGTH -> corrupted(frames, after, EventFrame::withWrongLength);
      default -> new StreamScript(frames, Ending.WHOLE);
    };
  }

  private static StreamScript interrupted(
      List<LongFunction<byte[]>> before, Fault fault, String modelId) {
    ExceptionType type = fault.exceptionType().orElseThrow();
    byte[] exception =
        EventFrame.exception(type, ErrorBody.of(type, fault.message(modelId), modelId));
    List<LongFunction<byte[]>> frames = new ArrayList<>(before);
    frames.add(latencyMs -> exception);
    return new StreamScript(frames, Ending.WHOLE);
  }

  private static StreamScript corrupted(
      List<LongFunction<byte[]>> whole, int after, UnaryOperator<byte[]> corruption) {
    List<LongFunction<byte[]>> frames = new ArrayList<>(whole);
    int at = Math.min(after, whole.size() - 1);
    LongFunction<byte[]> healthy = whole.get(at);
    frames.set(at, latencyMs -> corruption.apply(healthy.apply(latencyMs)));
    return new StreamScript(frames, Ending.WHOLE);
  }
}
