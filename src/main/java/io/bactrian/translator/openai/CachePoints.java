package io.bactrian.translator.openai;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointType;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;

/** {@code cache_control}, which OpenAI clients borrow from Anthropic's, as a cache point. */
final class CachePoints {

  private static final List<String> LIFETIMES = List.of("5m", "1h");

  private CachePoints() {}

  /** Adds a cache point after the blocks that it covers, if one is asked for. */
  static void append(Fields owner, List<ContentBlock> blocks) {
    Optional<CachePointBlock> point = read(owner);
    if (!blocks.isEmpty() && blocks.getLast().cachePoint() == null) {
      point.map(ContentBlock::fromCachePoint).ifPresent(blocks::add);
    }
  }

  static Optional<CachePointBlock> read(Fields owner) {
    return owner.object("cache_control").map(CachePoints::block);
  }

  private static CachePointBlock block(Fields control) {
    control.only("type", "ttl").choice("type", List.of("ephemeral"));
    CachePointBlock.Builder block = CachePointBlock.builder().type(CachePointType.DEFAULT);
    control.get("ttl").ifPresent(present -> block.ttl(control.choice("ttl", LIFETIMES)));
    return block.build();
  }
}
