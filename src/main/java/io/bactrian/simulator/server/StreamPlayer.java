package io.bactrian.simulator.server;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.function.LongSupplier;

/** Sends the frames of one stream at its pace, and ends it as its script says. */
final class StreamPlayer {

  private final Vertx vertx;
  private final Exchange exchange;
  private final StreamScript script;
  private final LongSupplier pauseMillis;
  private final Runnable gone;
  private final Runnable done;
  private int next;
  private boolean over;
  private boolean awaitingDrain;

  /**
   * @param pauseMillis the pause before each frame but the first
   * @param gone called if the client leaves before the end
   * @param done called when the script has been played
   */
  StreamPlayer(
      Vertx vertx,
      Exchange exchange,
      StreamScript script,
      LongSupplier pauseMillis,
      Runnable gone,
      Runnable done) {
    this.vertx = vertx;
    this.exchange = exchange;
    this.script = script;
    this.pauseMillis = pauseMillis;
    this.gone = gone;
    this.done = done;
  }

  void play() {
    exchange.response().closeHandler(closed -> leave());
    exchange.response().exceptionHandler(error -> leave());
    exchange.response().drainHandler(drained -> drained());
    send();
  }

  // The queue may also drain while a timer runs; then the timer alone goes on.
  private void drained() {
    if (awaitingDrain) {
      awaitingDrain = false;
      send();
    }
  }

  private void leave() {
    if (!over) {
      over = true;
      gone.run();
    }
  }

  private void send() {
    if (over) {
      return;
    }
    Buffer frames = Buffer.buffer();
    long pause = 0;
    while (pause == 0 && next < script.frames().size()) {
      frames.appendBytes(script.frames().get(next++).apply(exchange.elapsedMillis()));
      pause = next < script.frames().size() ? pauseMillis.getAsLong() : 0;
    }
    if (next == script.frames().size()) {
      end(frames);
      return;
    }
    exchange.response().write(frames);
    if (exchange.response().writeQueueFull()) {
      // A client that reads slower than the pace would otherwise pile up frames in memory.
      awaitingDrain = true;
    } else {
      vertx.setTimer(pause, timer -> send());
    }
  }

  private void end(Buffer frames) {
    over = script.ending() != StreamScript.Ending.SILENCE;
    done.run();
    if (script.ending() == StreamScript.Ending.WHOLE) {
      exchange.response().end(frames);
      return;
    }
    exchange
        .response()
        .write(frames)
        .onSuccess(
            written -> {
              switch (script.ending()) {
                case CUT -> Connections.cut(exchange.request());
                case RESET -> Connections.reset(exchange.request());
                default -> {
                  // Silence: the stream stays open until the client gives up.
                }
              }
            });
  }
}
