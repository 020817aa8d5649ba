package io.bactrian.store;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Redis, as far as the gateway needs it. No operation blocks: each returns a future that is done
 * within the timeout, and at once while Redis is out of reach or its circuit breaker is open. What
 * goes wrong is {@link StoreUnavailable}. Keys get the configured prefix here.
 */
public final class RedisStore implements AutoCloseable {

  /** Name of its circuit breaker. */
  public static final String NAME = "redis";

  /** SET with NX and GET in one, and without the version of Redis that it needs. */
  private static final String CLAIM =
      """
      local kept = redis.call('GET', KEYS[1])
      if kept and kept ~= ARGV[1] then return kept end
      redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
      return nil
      """;

  private static final String REMOVE_IF =
      """
      if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
      return nil
      """;

  private final RedisConnection connection;
  private final CircuitBreaker breaker;
  private final String keyPrefix;
  private final long timeoutNanos;

  /**
   * Begins to connect, and waits for nothing.
   *
   * @param settings with a URI
   * @param breaker made by {@link StoreBreaker}
   * @param timer what the next try to connect waits in
   * @param random from 0 to 1; spreads the tries of several gateways
   */
  public RedisStore(
      RedisSettings settings,
      CircuitBreaker breaker,
      ScheduledExecutorService timer,
      DoubleSupplier random) {
    this.breaker = breaker;
    this.keyPrefix = settings.keyPrefix();
    this.timeoutNanos = settings.timeout().toNanos();
    connection = new RedisConnection(settings, breaker, timer, random);
    connection.connect();
  }

  /** Whether it is worth preparing an operation. */
  public boolean isConnected() {
    return connection.commands() != null;
  }

  /** The value of a key; empty where there is none. */
  public CompletableFuture<Optional<byte[]>> get(String key) {
    return ask(redis -> redis.get(keyPrefix + key)).thenApply(Optional::ofNullable);
  }

  /** Sets the value of a key, for that long. */
  public CompletableFuture<Void> put(String key, byte[] value, Duration timeToLive) {
    return done(
        ask(redis -> redis.set(keyPrefix + key, value, SetArgs.Builder.px(timeToLive.toMillis()))));
  }

  /**
   * Sets the value of a key that has none, or the same, for that long; in one step, whoever else
   * does so. Else returns the value that it has and keeps.
   */
  public CompletableFuture<Optional<byte[]>> claim(String key, byte[] value, Duration timeToLive) {
    byte[] millis = Long.toString(timeToLive.toMillis()).getBytes(StandardCharsets.US_ASCII);
    return this.<byte[]>script(CLAIM, key, value, millis).thenApply(Optional::ofNullable);
  }

  /** Removes a key if it has that value. */
  public CompletableFuture<Void> removeIf(String key, byte[] value) {
    return done(script(REMOVE_IF, key, value));
  }

  public CompletableFuture<Void> remove(String key) {
    return done(ask(redis -> redis.del(keyPrefix + key)));
  }

  /** All fields of the hash at a key, by name; none where there is no such hash. */
  public CompletableFuture<Map<String, byte[]>> fields(String key) {
    return ask(redis -> redis.hgetall(keyPrefix + key));
  }

  /** Sets one field of the hash at a key; the whole hash lives that long from now. */
  public CompletableFuture<Void> putField(
      String key, String field, byte[] value, Duration timeToLive) {
    CompletableFuture<Boolean> set = ask(redis -> redis.hset(keyPrefix + key, field, value));
    CompletableFuture<Boolean> kept =
        ask(redis -> redis.pexpire(keyPrefix + key, timeToLive.toMillis()));
    return CompletableFuture.allOf(set, kept);
  }

  public CompletableFuture<Void> removeField(String key, String field) {
    return done(ask(redis -> redis.hdel(keyPrefix + key, field)));
  }

  private <T> CompletableFuture<T> script(String script, String key, byte[]... values) {
    String[] keys = {keyPrefix + key};
    return ask(redis -> redis.eval(script, ScriptOutputType.VALUE, keys, values));
  }

  private <T> CompletableFuture<T> ask(
      Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> operation) {
    RedisAsyncCommands<String, byte[]> commands = connection.commands();
    if (commands == null) {
      return CompletableFuture.failedFuture(new StoreUnavailable("Redis is not connected"));
    }
    if (!breaker.tryAcquirePermission()) {
      return CompletableFuture.failedFuture(new StoreUnavailable("Redis' breaker is open"));
    }
    long begun = breaker.getCurrentTimestamp();
    CompletableFuture<T> reply;
    try {
      reply = operation.apply(commands).toCompletableFuture();
    } catch (RuntimeException refused) {
      reply = CompletableFuture.failedFuture(refused);
    }
    return reply
        .orTimeout(timeoutNanos, TimeUnit.NANOSECONDS)
        .handle((value, problem) -> judged(value, problem, begun));
  }

  private <T> T judged(T value, Throwable problem, long begun) {
    long took = breaker.getCurrentTimestamp() - begun;
    if (problem == null) {
      connection.answered();
      breaker.onSuccess(took, breaker.getTimestampUnit());
      return value;
    }
    Throwable cause = problem instanceof CompletionException wrapped ? wrapped.getCause() : problem;
    var unavailable = new StoreUnavailable("Redis failed: " + cause);
    connection.failed(cause instanceof TimeoutException);
    breaker.onError(took, breaker.getTimestampUnit(), unavailable);
    throw unavailable;
  }

  private static CompletableFuture<Void> done(CompletableFuture<?> any) {
    return any.thenApply(value -> null);
  }

  @Override
  public void close() {
    connection.close();
  }
}
