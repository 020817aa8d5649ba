package io.bactrian.store;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection to Redis. Made in the background, and made anew whenever it was lost or has
 * fallen silent, with growing pauses: a silent connection can stay open for many minutes, so that
 * Lettuce's own reconnecting would not notice. An outage is told once, and its end once.
 */
final class RedisConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisConnection.class);
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
  private static final int EVENT_LOOPS = 2;
  private static final int MOST_WAITING = 1_000;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;
  private static final int MOST_DOUBLINGS = 5;

  private final ClientResources resources;
  private final RedisClient client;
  private final RedisURI uri;
  private final CircuitBreaker breaker;
  private final ScheduledExecutorService timer;
  private final DoubleSupplier random;
  private volatile StatefulRedisConnection<String, byte[]> current;
  private volatile int failures;
  private volatile boolean silent;
  private boolean outage;
  private boolean closed;

  RedisConnection(
      RedisSettings settings,
      CircuitBreaker breaker,
      ScheduledExecutorService timer,
      DoubleSupplier random) {
    this.breaker = breaker;
    this.timer = timer;
    this.random = random;
    uri = RedisURI.create(settings.uri().orElseThrow());
    // Also what Lettuce waits for the first answer on a new connection.
    uri.setTimeout(settings.connectTimeout());
    resources =
        ClientResources.builder()
            .ioThreadPoolSize(EVENT_LOOPS)
            .computationThreadPoolSize(EVENT_LOOPS)
            .build();
    client = RedisClient.create(resources);
    client.setOptions(options(settings.connectTimeout()));
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                judgedDead();
              }
            });
  }

  private static ClientOptions options(Duration connectTimeout) {
    return ClientOptions.builder()
        .autoReconnect(false)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(MOST_WAITING)
        .socketOptions(
            SocketOptions.builder().connectTimeout(connectTimeout).keepAlive(true).build())
        .build();
  }

  /** Begins to connect; returns at once, and never fails. */
  void connect() {
    try {
      client
          .connectAsync(CODEC, uri)
          .whenComplete(
              (made, problem) -> {
                if (problem == null) {
                  use(made);
                } else {
                  lost(null, reason(problem));
                }
              });
    } catch (RuntimeException refused) {
      lost(null, reason(refused));
    }
  }

  /** What commands are given to; null while there is no connection. */
  RedisAsyncCommands<String, byte[]> commands() {
    StatefulRedisConnection<String, byte[]> connection = current;
    return connection == null ? null : connection.async();
  }

  /** An operation has been answered. */
  void answered() {
    failures = 0;
  }

  /** An operation has failed; {@code silent} where Redis did not answer at all. */
  void failed(boolean silent) {
    this.silent = silent;
  }

  private void use(StatefulRedisConnection<String, byte[]> made) {
    synchronized (this) {
      if (closed) {
        made.closeAsync();
        return;
      }
      current = made;
      if (outage) {
        outage = false;
        LOG.info("Redis at {}:{} answers again", uri.getHost(), uri.getPort());
      }
    }
    made.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            lost(made, "the connection was closed");
          }
        });
    if (!made.isOpen()) {
      lost(made, "the connection was closed");
    } else if (breaker.getState() == CircuitBreaker.State.OPEN) {
      breaker.transitionToHalfOpenState();
    }
  }

  /** {@code of}: the connection that was lost; null where none could be made. */
  private void lost(StatefulRedisConnection<String, byte[]> of, String reason) {
    synchronized (this) {
      if (closed || current != of) {
        return;
      }
      current = null;
      if (!outage) {
        outage = true;
        LOG.warn(
            "Redis at {}:{} is out of reach, the gateway goes on without it: {}",
            uri.getHost(),
            uri.getPort(),
            reason);
      }
      reconnectLater();
    }
    if (of != null) {
      of.closeAsync();
    }
    CircuitBreaker.State state = breaker.getState();
    if (state == CircuitBreaker.State.CLOSED || state == CircuitBreaker.State.HALF_OPEN) {
      breaker.transitionToOpenState();
    }
  }

  private void judgedDead() {
    StatefulRedisConnection<String, byte[]> connection = current;
    if (connection != null && silent) {
      lost(connection, "it does not answer in time");
    }
  }

  private void reconnectLater() {
    int doublings = Math.min(failures, MOST_DOUBLINGS);
    failures = failures + 1;
    long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << doublings);
    long pause = longest / 2 + (long) (random.getAsDouble() * longest / 2);
    try {
      timer.schedule(this::connect, pause, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("Redis is not asked again, as the gateway stops");
    }
  }

  /** Never the URI, which may hold a password; Lettuce's messages have host and port only. */
  private static String reason(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      current = null;
    }
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
  }
}
