package io.bactrian.scenario;

import java.io.IOException;
import java.util.Random;
import java.util.function.IntConsumer;

/** Kills a gateway again and again while it works, each time after a random number of answers. */
final class GatewayKills {

  private GatewayKills() {}

  /** {@code awaitAnswered} waits until that many of the messages are answered. */
  static void spread(
      GatewayProcess gateway, int kills, int messages, long seed, IntConsumer awaitAnswered)
      throws IOException {
    var random = new Random(seed);
    int each = messages / (kills + 1);
    for (int kill = 0; kill < kills; kill++) {
      awaitAnswered.accept(kill * each + 1 + random.nextInt(each));
      gateway.kill();
      gateway.start();
    }
    awaitAnswered.accept(messages);
  }
}
