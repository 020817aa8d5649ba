package io.bactrian.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Makes and finds the meters that {@link MeterName} declares; label values come in its order. */
final class Meters {

  private static final Duration[] SECONDS =
      millis(1, 2, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10240, 20480, 40960, 81920);
  private static final double[] TOKENS = {
    1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864
  };

  private record Key(MeterName name, List<String> values) {}

  private final MeterRegistry registry;
  private final Map<Key, Meter> known = new ConcurrentHashMap<>();

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(MeterName name, String... values) {
    Meter meter =
        known.computeIfAbsent(
            key(name, values),
            key ->
                Counter.builder(name.id())
                    .description(name.description())
                    .tags(tags(key))
                    .register(registry));
    ((Counter) meter).increment();
  }

  void time(MeterName name, long nanos, String... values) {
    Meter meter =
        known.computeIfAbsent(
            key(name, values),
            key ->
                Timer.builder(name.id())
                    .description(name.description())
                    .serviceLevelObjectives(SECONDS)
                    .tags(tags(key))
                    .register(registry));
    ((Timer) meter).record(nanos, TimeUnit.NANOSECONDS);
  }

  void tokens(MeterName name, long tokens, String... values) {
    Meter meter =
        known.computeIfAbsent(
            key(name, values),
            key ->
                DistributionSummary.builder(name.id())
                    .description(name.description())
                    .serviceLevelObjectives(TOKENS)
                    .tags(tags(key))
                    .register(registry));
    ((DistributionSummary) meter).record(tokens);
  }

  void gauge(MeterName name, LongSupplier value, String... values) {
    Gauge.builder(name.id(), value::getAsLong)
        .description(name.description())
        .tags(tags(key(name, values)))
        .register(registry);
  }

  void measure(MeterName name, DoubleSupplier value, String... values) {
    Gauge.builder(name.id(), value::getAsDouble)
        .description(name.description())
        .tags(tags(key(name, values)))
        .register(registry);
  }

  /** A fact in labels, which is true until it is taken away. */
  Meter fact(MeterName name, String... values) {
    return Gauge.builder(name.id(), () -> 1)
        .description(name.description())
        .tags(tags(key(name, values)))
        .register(registry);
  }

  void remove(Meter meter) {
    registry.remove(meter);
  }

  void total(MeterName name, LongSupplier value, String... values) {
    // The meter holds what it looks at weakly, and a method reference is held by nobody else: after
    // the next garbage collection it would tell its last number for ever.
    FunctionCounter.builder(name.id(), registry, any -> value.getAsLong())
        .description(name.description())
        .tags(tags(key(name, values)))
        .register(registry);
  }

  private static Key key(MeterName name, String... values) {
    return new Key(name, Arrays.asList(values));
  }

  private static Tags tags(Key key) {
    Tags tags = Tags.empty();
    for (int i = 0; i < key.values().size(); i++) {
      tags = tags.and(Tag.of(key.name().labels().get(i), key.values().get(i)));
    }
    return tags;
  }

  private static Duration[] millis(long... millis) {
    return Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
