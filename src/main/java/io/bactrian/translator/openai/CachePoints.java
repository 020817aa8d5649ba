package io.bactrian.translator.openai;

import io.bactrian.translator.CacheControl;
import io.bactrian.translator.RequestObject;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;

/** Cache points among the blocks of a message. */
final class CachePoints {

  private CachePoints() {}

  /** Adds a cache point after the blocks that it covers, if one is asked for. */
  static void append(RequestObject owner, List<ContentBlock> blocks) {
    Optional<CachePointBlock> point = CacheControl.of(owner);
    if (!blocks.isEmpty() && blocks.getLast().cachePoint() == null) {
      point.map(ContentBlock::fromCachePoint).ifPresent(blocks::add);
    }
  }
}
