package io.bactrian.translator;

import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointType;

/**
 * {@code cache_control: {type: ephemeral, ttl?: 5m | 1h}}, Anthropic's word that OpenAI clients
 * borrow, which Converse says with a cache point after what shall be cached.
 */
public final class CacheControl {

  public static final String FIELD = "cache_control";

  private CacheControl() {}

  public static Optional<CachePointBlock> of(RequestObject owner) {
    return owner.optionalObject(FIELD).map(CacheControl::cachePoint);
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
