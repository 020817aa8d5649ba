import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Asks a gateway at a rate that grows until both are warm and then is steady, whether it answers or
 * not, while the file of its strategy changes every few seconds. Prints for each change how long after it the last call began that was
 * still answered by an older version, and fails where that is more than a second or a call failed.
 *
 * <pre>java StrategySwap.java port file rate swaps warm-seconds</pre>
 */
public final class StrategySwap {

  private static final int SECONDS_BETWEEN = 3;
  private static final long GOAL_MILLIS = 1_000;

  private record Call(long sentNanos, int status, int version) {}

  public static void main(String[] args) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + args[0] + "/generate");
    Path file = Path.of(args[1]);
    int rate = Integer.parseInt(args[2]);
    int swaps = Integer.parseInt(args[3]);
    double warmNanos = Integer.parseInt(args[4]) * 1e9;
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    var calls = new ConcurrentLinkedQueue<Call>();
    var pending = new AtomicInteger();
    var number = new AtomicInteger();
    var measuring = new AtomicBoolean();
    var stopping = new AtomicBoolean();
    long begun = System.nanoTime();
    Runnable ask =
        () -> {
          boolean counts = measuring.get();
          long sent = System.nanoTime();
          String body = "{\"prompt\":\"question " + number.incrementAndGet() + "\"}";
          HttpRequest request =
              HttpRequest.newBuilder(uri)
                  .timeout(Duration.ofSeconds(30))
                  .header("content-type", "application/json")
                  .POST(BodyPublishers.ofString(body))
                  .build();
          pending.incrementAndGet();
          client
              .sendAsync(request, BodyHandlers.discarding())
              .whenComplete(
                  (reply, problem) -> {
                    if (counts) {
                      int status = problem == null ? reply.statusCode() : 0;
                      calls.add(new Call(sent, status, problem == null ? version(reply) : -1));
                    }
                    pending.decrementAndGet();
                  });
        };
    Thread load =
        Thread.ofPlatform()
            .start(
                () -> {
                  long next = System.nanoTime();
                  while (!stopping.get()) {
                    double share = Math.min(1, 0.05 + (System.nanoTime() - begun) / warmNanos);
                    next += (long) (1e9 / (rate * share));
                    LockSupport.parkNanos(next - System.nanoTime());
                    ask.run();
                  }
                });
    Thread.sleep((long) (warmNanos / 1e6) + 3_000);
    measuring.set(true);
    long[] changed = new long[swaps + 1];
    for (int swap = 1; swap <= swaps; swap++) {
      Thread.sleep(Duration.ofSeconds(SECONDS_BETWEEN));
      Path next = file.resolveSibling("next.json");
      Files.writeString(next, document(swap));
      changed[swap] = System.nanoTime();
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    Thread.sleep(Duration.ofSeconds(SECONDS_BETWEEN));
    stopping.set(true);
    load.join();
    while (pending.get() > 0) {
      Thread.sleep(50);
    }
    long slowest = 0;
    for (int swap = 1; swap <= swaps; swap++) {
      long last = 0;
      for (Call call : calls) {
        if (call.version() >= 0 && call.version() < swap) {
          last = Math.max(last, call.sentNanos() - changed[swap]);
        }
      }
      slowest = Math.max(slowest, last);
      System.out.printf("change %d: the last call by an older version began %d ms after it%n", swap, last / 1_000_000);
    }
    long failed = calls.stream().filter(call -> call.status() != 200 || call.version() < 0).count();
    System.out.printf(
        "%d calls, %d failed; slowest change %d ms   (goals: 0, at most %d)%n",
        calls.size(), failed, slowest / 1_000_000, GOAL_MILLIS);
    calls.stream()
        .collect(Collectors.groupingBy(Call::status, TreeMap::new, Collectors.counting()))
        .forEach((status, count) -> System.out.println("status " + status + ": " + count));
    System.exit(failed == 0 && slowest / 1_000_000 <= GOAL_MILLIS ? 0 : 1);
  }

  private static int version(java.net.http.HttpResponse<?> reply) {
    return reply.headers().firstValue("x-bactrian-strategy").map(v -> Integer.parseInt(v.substring(1))).orElse(-1);
  }

  private static String document(int swap) {
    return "{\"version\":\"v%d\",\"primary_model\":\"%s\",\"fallback_models\":[\"%s\"]}"
        .formatted(swap, swap % 2 == 0 ? "claude-haiku" : "nova", swap % 2 == 0 ? "nova" : "claude-haiku");
  }
}
