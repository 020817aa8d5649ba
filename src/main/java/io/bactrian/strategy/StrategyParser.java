package io.bactrian.strategy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Makes a strategy document of bytes, or tells all that is wrong with them. */
public final class StrategyParser {

  private static final int DIGEST_LENGTH = 12;

  private final KnownModels models;

  public StrategyParser(KnownModels models) {
    this.models = models;
  }

  /**
   * Reads JSON in UTF-8 of at most 1 MiB; its form is that of {@code strategy.schema.json}.
   *
   * @throws InvalidStrategy when it is not legal as a whole
   */
  public StrategyDocument parse(byte[] bytes) throws InvalidStrategy {
    LocatedJson document = LocatedJson.read(bytes);
    List<Problem> problems = Schema.LOADED.problems(document);
    if (!problems.isEmpty()) {
      throw new InvalidStrategy(problems);
    }
    return new StrategyReading(document, models).read(digest(bytes));
  }

  /** The first 12 hex digits of the SHA-256. */
  static String digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash).substring(0, DIGEST_LENGTH);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** Loaded with the first document: a gateway without one does not pay for it. */
  private static final class Schema {
    private static final StrategySchema LOADED = new StrategySchema();
  }
}
