package io.bactrian.simulator.reply;

/** The sentences that fill a simulated reply. */
final class Vocabulary {

  private static final String[] SENTENCES = {
    "The caravan keeps a steady pace and reaches the well before noon.",
    "Two humps carry more than one, and neither is full for ever.",
    "A good route is the one that still exists when the other is closed.",
    "Dry ground asks for patience and a second water skin.",
    "The guide counts the animals twice and the stars once.",
    "Whoever loads evenly walks further than whoever loads fast.",
    "Wind moves the dunes, so the map is checked every morning.",
    "At the crossing the leader waits until the last rider has passed.",
    "Salt, wool and letters travel together on the northern road.",
    "When one spring is empty the herd already knows the next.",
    "The night is cold, and the fire is kept small on purpose.",
    "A short rest now is cheaper than a long rest later.",
    "Bells tell the rider at the front that nobody is missing behind.",
    "The pass opens late in spring and closes without a warning.",
    "Old tracks are the best advice when the sky is grey.",
    "Nobody hurries a camel, and nobody needs to."
  };

  private Vocabulary() {}

  /** Always the same sentences for the same hash. */
  static void append(StringBuilder text, long hash, int sentences) {
    int first = (int) (hash >>> 60);
    // An odd step meets every one of the sixteen before it meets one again.
    int step = (int) (hash >>> 56) | 1;
    for (int i = 0; i < sentences; i++) {
      text.append(' ').append(SENTENCES[(int) ((first + (long) i * step) % SENTENCES.length)]);
    }
  }
}
