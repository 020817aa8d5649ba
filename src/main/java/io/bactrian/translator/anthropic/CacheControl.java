package io.bactrian.translator.anthropic;

import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointType;

/** {@code cache_control} of a block, which Converse says with a block of its own after it. */
final class CacheControl {

  static final String FIELD = "cache_control";

  private CacheControl() {}

  static Optional<CachePointBlock> of(RequestObject block) {
    return block.optionalObject(FIELD).map(CacheControl::cachePoint);
  }

  private static CachePointBlock cachePoint(RequestObject control) {
    control.only("type", "ttl").oneOf("type", "ephemeral");
    CachePointBlock.Builder point = CachePointBlock.builder().type(CachePointType.DEFAULT);
    if (control.has("ttl")) {
      point.ttl(control.oneOf("ttl", "5m", "1h"));
    }
    return point.build();
  }
}
