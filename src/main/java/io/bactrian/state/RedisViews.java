package io.bactrian.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bactrian.store.RedisStore;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A hash of Redis with a field for each gateway. */
final class RedisViews implements StateStore {

  /** As long as an operator's act is kept; every write begins it anew. */
  private static final Duration LIFE = Duration.ofDays(30);

  /** The connection gives up long before: this one is for what it cannot foresee. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String instance;
  private final String key;
  private final RedisStore redis;

  RedisViews(String instance, String namespace, RedisStore redis) {
    this.instance = instance;
    this.key = "state:" + namespace;
    this.redis = redis;
  }

  @Override
  public String name() {
    return RedisStore.NAME;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Map<String, String> read() throws IOException {
    Map<String, String> views = new HashMap<>();
    done(redis.fields(key)).forEach((owner, view) -> views.put(owner, new String(view, UTF_8)));
    return views;
  }

  @Override
  public void write(String view, long expires) throws IOException {
    done(redis.putField(key, instance, view.getBytes(UTF_8), LIFE));
  }

  @Override
  public void remove(String gone) throws IOException {
    done(redis.removeField(key, gone));
  }

  /** The connection is not ours. */
  @Override
  public void close() {}

  private static <T> T done(CompletableFuture<T> operation) throws IOException {
    try {
      return operation.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    } catch (TimeoutException silent) {
      throw new IOException("no answer within " + PATIENCE.toMillis() + " ms", silent);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException(stopping);
    }
  }
}
