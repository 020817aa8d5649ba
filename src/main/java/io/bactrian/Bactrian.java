package io.bactrian;

import io.bactrian.config.DeadLetterCommand;
import io.bactrian.config.EvaluateCommand;
import io.bactrian.config.Gateway;
import io.bactrian.config.InvalidSetting;
import io.bactrian.config.SettingSources;
import io.bactrian.simulator.SimulatorCommand;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;

/**
 * Starts the gateway, or with the argument {@code simulator} the Bedrock simulator alone; with
 * {@code dead-letters} it lists or replays those of a queue, with {@code evaluate} it measures
 * models.
 */
public final class Bactrian {

  private static final int FAILED = 1;
  private static final int UNUSABLE_ARGUMENTS = 2;

  private Bactrian() {}

  public static void main(String[] args) throws InterruptedException {
    // Before any class of Netty is loaded: newer JDKs warn of its use of sun.misc.Unsafe.
    System.setProperty("io.netty.noUnsafe", "true");
    // Lettuce would load Netty's native transport, of which newer JDKs warn too.
    System.setProperty("io.lettuce.core.epoll", "false");
    if (args.length == 0) {
      serve();
    } else if (args[0].equals("simulator")) {
      System.exit(SimulatorCommand.run(Arrays.copyOfRange(args, 1, args.length)));
    } else if (args[0].equals("dead-letters")) {
      System.exit(DeadLetterCommand.run(Arrays.copyOfRange(args, 1, args.length)));
    } else if (args[0].equals("evaluate")) {
      System.exit(EvaluateCommand.run(Arrays.copyOfRange(args, 1, args.length)));
    } else {
      System.err.println(
          "unknown argument '" + args[0] + "'; allowed: none, simulator, dead-letters or evaluate");
      System.exit(UNUSABLE_ARGUMENTS);
    }
  }

  private static void serve() throws InterruptedException {
    try {
      Gateway gateway = Gateway.start(SettingSources.ofProcess());
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .name("bactrian-stop")
                  .unstarted(
                      () -> {
                        gateway.close();
                        LogManager.shutdown();
                        stopped.countDown();
                      }));
      stopped.await();
    } catch (InvalidSetting invalid) {
      System.err.println("Bactrian does not start: " + invalid.getMessage());
      System.exit(UNUSABLE_ARGUMENTS);
    } catch (IllegalStateException failed) {
      LogManager.shutdown();
      System.err.println("Bactrian does not start: " + failed.getMessage() + cause(failed));
      System.exit(FAILED);
    }
  }

  /** The first reason of all, such as a port that is taken. */
  private static String cause(Throwable failed) {
    Throwable cause = failed;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    boolean told = cause == failed || String.valueOf(failed.getMessage()).contains("" + cause);
    return told ? "" : ": " + cause;
  }
}
