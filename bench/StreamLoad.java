import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads streams over plain sockets and counts what comes, with as little work of its own as
 * possible. Arguments: form ({@code bedrock} or {@code openai}), base URL, streams at once, seconds
 * in which new ones are begun, bytes a second that each reads (0 for all), longest answer in tokens.
 * Prints {@code streams errors events events_per_second first_p50_ms first_p99_ms}.
 */
public class StreamLoad {

  private static final long SPREAD_NANOS = 4_000_000_000L;
  private static final String QUESTION = "Tell me of camels";

  private final boolean bedrock;
  private final URI base;
  private final long bytesPerSecond;
  private final byte[] request;
  private final LongAdder streams = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder events = new LongAdder();
  private final ConcurrentLinkedQueue<Long> firstNanos = new ConcurrentLinkedQueue<>();

  StreamLoad(String form, String base, long bytesPerSecond, int maxTokens) {
    this.bedrock = form.equals("bedrock");
    this.base = URI.create(base);
    this.bytesPerSecond = bytesPerSecond;
    String path =
        bedrock
            ? "/model/us.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse-stream"
            : "/v1/chat/completions";
    String body =
        bedrock
            ? "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"%s\"}]}],\"inferenceConfig\":{\"maxTokens\":%d}}"
            : "{\"model\":\"claude-haiku\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],\"max_tokens\":%d}";
    String json = body.formatted(QUESTION, maxTokens);
    request =
        ("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
                + "Authorization: Bearer bench\r\nConnection: close\r\n\r\n%s")
            .formatted(path, this.base.getAuthority(), json.length(), json)
            .getBytes(StandardCharsets.US_ASCII);
  }

  public static void main(String[] arguments) throws Exception {
    var load =
        new StreamLoad(
            arguments[0], arguments[1], Long.parseLong(arguments[4]), Integer.parseInt(arguments[5]));
    load.run(Integer.parseInt(arguments[2]), Long.parseLong(arguments[3]));
  }

  private void run(int atOnce, long seconds) throws Exception {
    long began = System.nanoTime();
    long end = began + seconds * 1_000_000_000L;
    var done = new CountDownLatch(atOnce);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < atOnce; i++) {
        // Spread over some seconds: what is measured is streaming, not a storm of connections.
        long start = began + i * SPREAD_NANOS / atOnce;
        threads.execute(
            () -> {
              try {
                Thread.sleep(Math.max(0, start - System.nanoTime()) / 1_000_000);
                do {
                  stream(end);
                } while (System.nanoTime() < end);
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              } finally {
                done.countDown();
              }
            });
      }
      done.await();
    }
    double took = (System.nanoTime() - began) / 1e9;
    List<Long> sorted = firstNanos.stream().sorted().toList();
    System.out.printf(
        "%d %d %d %.0f %.1f %.1f%n",
        streams.sum(),
        errors.sum(),
        events.sum(),
        events.sum() / took,
        percentile(sorted, 0.50),
        percentile(sorted, 0.99));
  }

  private void stream(long end) throws InterruptedException {
    var event = new Marker(bedrock ? ":event-type" : "data: ");
    var content = new Marker(bedrock ? "contentBlockDelta" : "\"delta\":{\"content\"");
    var success = new Marker(bedrock ? "messageStop" : "data: [DONE]");
    long asked = System.nanoTime();
    boolean cut = false;
    try (var socket = new Socket()) {
      if (bytesPerSecond > 0) {
        socket.setReceiveBufferSize(4_096);
      }
      socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), 20_000);
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request);
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[bytesPerSecond > 0 ? (int) bytesPerSecond : 16_384];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        boolean before = content.found > 0;
        for (int i = 0; i < read; i++) {
          event.see(buffer[i]);
          content.see(buffer[i]);
          success.see(buffer[i]);
        }
        if (!before && content.found > 0) {
          firstNanos.add(System.nanoTime() - asked);
        }
        if (bytesPerSecond > 0) {
          if (System.nanoTime() > end) {
            cut = true;
            break;
          }
          Thread.sleep(1_000);
        }
      }
    } catch (IOException broken) {
      if (errors.sum() == 0) {
        System.err.println(broken);
      }
      success.found = 0;
    }
    streams.increment();
    events.add(event.found);
    if (success.found == 0 && !cut) {
      errors.increment();
    }
  }

  private static double percentile(List<Long> sorted, double rank) {
    return sorted.isEmpty() ? 0 : sorted.get((int) (rank * (sorted.size() - 1))) / 1e6;
  }

  /** Counts a text whose first character does not come again within it. */
  private static final class Marker {
    private final byte[] text;
    private int matched;
    private long found;

    Marker(String text) {
      this.text = text.getBytes(StandardCharsets.US_ASCII);
    }

    void see(byte next) {
      matched = next == text[matched] ? matched + 1 : next == text[0] ? 1 : 0;
      if (matched == text.length) {
        found++;
        matched = 0;
      }
    }
  }
}
