package io.bactrian.evaluation.score;

import dev.langchain4j.store.embedding.CosineSimilarity;
import java.util.concurrent.Semaphore;

/**
 * Similarity of meanings by sentence embeddings, in this process and without network. The model is
 * loaded by the first comparison: about 25 MB of weights, and native libraries that are unpacked.
 */
public final class Meaning implements Similarity {

  /** What remains of an answer that says the contrary, however alike the words are. */
  static final double CONTRADICTED = 0.35;

  private final Contradiction contradiction = new Contradiction();
  private final Semaphore places;
  private MiniLm loaded;

  /**
   * @param threads how many texts are embedded at a time, each on one processor
   */
  public Meaning(int threads) {
    places = new Semaphore(threads);
  }

  @Override
  public double of(String expected, String answer) {
    if (answer.isBlank()) {
      return 0;
    }
    double cosine = cosine(expected, answer);
    return contradiction.between(expected, answer) ? CONTRADICTED * cosine : cosine;
  }

  private double cosine(String expected, String answer) {
    places.acquireUninterruptibly();
    try {
      MiniLm model = model();
      double cosine =
          CosineSimilarity.between(model.embed(expected).content(), model.embed(answer).content());
      return Math.clamp(cosine, 0, 1);
    } finally {
      places.release();
    }
  }

  private synchronized MiniLm model() {
    if (loaded == null) {
      loaded = new MiniLm();
    }
    return loaded;
  }
}
