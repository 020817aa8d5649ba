import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks a gateway from a few connections, each one question after the other, and prints one line:
 * requests/s, p50, p99 and slowest in milliseconds, errors, and how many replies came from a cache.
 *
 * <pre>java CacheLoad.java port same|rotating|unique|uncached connections seconds run</pre>
 */
public final class CacheLoad {

  private static final int ROTATION = 200;

  public static void main(String[] args) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + args[0] + "/chat");
    String kind = args[1];
    int connections = Integer.parseInt(args[2]);
    long nanos = Duration.ofSeconds(Integer.parseInt(args[3])).toNanos();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var times = new ConcurrentLinkedQueue<Long>();
    var errors = new AtomicInteger();
    var cached = new AtomicInteger();
    var next = new AtomicLong();
    long begun = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> loops = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        loops.add(
            threads.submit(
                () -> {
                  while (System.nanoTime() - begun < nanos) {
                    HttpRequest request = request(uri, kind, args[4], next.getAndIncrement());
                    long sent = System.nanoTime();
                    var reply = client.send(request, BodyHandlers.discarding());
                    times.add(System.nanoTime() - sent);
                    if (reply.statusCode() != 200) {
                      errors.incrementAndGet();
                    }
                    if (reply.headers().firstValue("x-bactrian-served-by").orElse("").equals("cache")) {
                      cached.incrementAndGet();
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> loop : loops) {
        loop.get();
      }
    }
    long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        "%.0f %.2f %.2f %.2f %d %d%n",
        sorted.length * 1e9 / nanos,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6,
        sorted[sorted.length - 1] / 1e6,
        errors.get(),
        cached.get() * 100 / sorted.length);
    System.exit(0);
  }

  private static HttpRequest request(URI uri, String kind, String run, long number) {
    String question =
        switch (kind) {
          case "same" -> "the one question";
          case "rotating" -> "question " + number % ROTATION;
          default -> run + " question " + number;
        };
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).header("content-type", "application/json");
    if (kind.equals("uncached")) {
      request.header("cache-control", "no-cache, no-store");
    }
    return request
        .POST(BodyPublishers.ofString("{\"content\":\"" + question + "\"}"))
        .build();
  }
}
