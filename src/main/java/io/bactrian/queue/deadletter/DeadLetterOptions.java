package io.bactrian.queue.deadletter;

import java.util.Arrays;
import java.util.Optional;

/**
 * What the command is asked for.
 *
 * @param replay whether they shall come again; else they are listed
 * @param queue our name of the queue whose dead letters are meant
 * @param id of the only one that is meant
 * @param content whether bodies are shown
 */
public record DeadLetterOptions(
    boolean replay, String queue, Optional<String> id, int max, boolean content) {

  public static final String HELP =
      """
      Lists the messages of a queue that nobody could do, or has them come again.

        dead-letters list --queue NAME      id, time of death, length and reason of each
        dead-letters replay --queue NAME    each is done again, as if it had just come

        --queue NAME   a name of bactrian.jms.queues or bactrian.sqs.queues
        --id ID        only the one with that id
        --max NUMBER   at most so many, 1 to 1000000 (default 100 to list, all to replay)
        --content      shows the bodies too
        --help         this text

      Settings are those of the gateway. It is safe to interrupt it at any moment.
      """;

  private static final String ALLOWED = "--queue, --id, --max, --content, --help";
  private static final int MOST = 1_000_000;
  private static final int MOST_LISTED = 100;

  /**
   * @throws IllegalArgumentException naming what is wrong and what is allowed
   */
  public static DeadLetterOptions parse(String... args) {
    String action = args.length == 0 ? "" : args[0];
    if (!action.equals("list") && !action.equals("replay")) {
      throw new IllegalArgumentException(
          "dead-letters needs one of: list, replay; not '" + action + "'");
    }
    boolean replay = action.equals("replay");
    var read = new Reader(Arrays.copyOfRange(args, 1, args.length));
    read.all();
    if (read.queue.isEmpty()) {
      throw new IllegalArgumentException("option --queue is missing");
    }
    int max = read.max.orElse(replay ? MOST : MOST_LISTED);
    return new DeadLetterOptions(replay, read.queue.get(), read.id, max, read.content);
  }

  private static final class Reader {

    private final String[] args;
    private Optional<String> queue = Optional.empty();
    private Optional<String> id = Optional.empty();
    private Optional<Integer> max = Optional.empty();
    private boolean content;

    private Reader(String... args) {
      this.args = args;
    }

    private void all() {
      for (int i = 0; i < args.length; i++) {
        switch (args[i]) {
          case "--queue" -> queue = Optional.of(value(i++));
          case "--id" -> id = Optional.of(value(i++));
          case "--max" -> max = Optional.of(number(value(i++)));
          case "--content" -> content = true;
          default ->
              throw new IllegalArgumentException(
                  "option " + args[i] + " is unknown; allowed: " + ALLOWED);
        }
      }
    }

    private String value(int index) {
      if (index + 1 == args.length) {
        throw new IllegalArgumentException("option " + args[index] + " needs a value");
      }
      return args[index + 1];
    }

    private static int number(String value) {
      try {
        int number = Integer.parseInt(value);
        if (number >= 1 && number <= MOST) {
          return number;
        }
      } catch (NumberFormatException notANumber) {
        // told below, with what is allowed
      }
      throw new IllegalArgumentException(
          "option --max needs a number from 1 to " + MOST + ", not " + value);
    }
  }
}
