package io.bactrian.config;

import io.bactrian.queue.deadletter.DeadLetterOptions;
import io.bactrian.queue.deadletter.DeadLetterReport;
import io.bactrian.queue.deadletter.DeadLetters;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;

/** Lists the dead letters of a queue, or has them come again, with the settings of the gateway. */
public final class DeadLetterCommand {

  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int UNUSABLE_ARGUMENTS = 2;

  private DeadLetterCommand() {}

  /**
   * Does what the arguments say, and prints it.
   *
   * @return the exit status: 1 if the broker does not do it, 2 for arguments or settings that are
   *     not allowed
   */
  public static int run(String... args) {
    return run(SettingSources.ofProcess(), System.out, System.err, args);
  }

  /** The same with other settings, and printed elsewhere. */
  public static int run(SettingSources sources, PrintStream out, PrintStream err, String... args) {
    if (Arrays.asList(args).contains("--help")) {
      out.print(DeadLetterOptions.HELP);
      return OK;
    }
    try {
      DeadLetterOptions options = DeadLetterOptions.parse(args);
      run(options, SettingsParser.parse(sources), out);
      return OK;
    } catch (IllegalArgumentException | InvalidSetting unusable) {
      err.println(unusable.getMessage());
      return UNUSABLE_ARGUMENTS;
    } catch (IOException failed) {
      err.println(failed.getMessage());
      return FAILED;
    }
  }

  private static void run(DeadLetterOptions options, GatewaySettings settings, PrintStream out)
      throws IOException {
    var report = new DeadLetterReport(out, options.content());
    try (DeadLetters letters = open(options.queue(), settings)) {
      if (options.replay()) {
        letters.replay(options.id(), options.max(), report::tell);
        out.println(report.count() + " of queue " + options.queue() + " come again");
      } else {
        letters.list(options.id(), options.max(), report::tell);
        out.println(report.count() + " of queue " + options.queue());
      }
    }
  }

  private static DeadLetters open(String queue, GatewaySettings settings) throws IOException {
    QueueSection.Queues queues = settings.queues();
    if (queues.jms().queueNames().contains(queue)) {
      return new JmsParts(settings, Sources.real()).deadLetters(queue);
    }
    if (queues.sqs().queueNames().contains(queue)) {
      return new SqsParts(settings, Sources.real()).deadLetters(queue);
    }
    throw new IllegalArgumentException(
        "option --queue is '"
            + queue
            + "'; allowed: "
            + (queues.areOff()
                ? "none, as bactrian.jms.queues and bactrian.sqs.queues are none"
                : String.join(", ", queues.byName().keySet())));
  }
}
