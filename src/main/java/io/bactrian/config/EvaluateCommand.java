package io.bactrian.config;

import io.bactrian.evaluation.dataset.InvalidDataSet;
import io.bactrian.evaluation.run.EvaluateOptions;
import io.bactrian.evaluation.run.OptionRules;
import io.bactrian.evaluation.score.InvalidPriceTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Evaluates models, and writes what came of it. */
public final class EvaluateCommand {

  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int UNUSABLE_ARGUMENTS = 2;
  private static final int OUT_OF_BUDGET = 3;
  private static final long LONGEST_STOP_SECONDS = 60;

  /** Where the command reads and writes; {@code terminal}: whether a line can be written over. */
  public record Console(InputStream in, PrintStream out, PrintStream err, boolean terminal) {}

  private EvaluateCommand() {}

  /**
   * Does what the arguments say, until Ctrl-C.
   *
   * @return the exit status: 1 when it failed, 2 for arguments or settings that are not allowed, 3
   *     when the budget has ended it
   */
  public static int run(String... args) {
    Configurator.setRootLevel(Level.WARN);
    var stopped = new CompletableFuture<Void>();
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(stopped, ended)));
    try {
      // Of all that tells whether a terminal is there, this alone is right on every JDK.
      boolean terminal = CommandLine.Help.Ansi.AUTO.enabled();
      var console = new Console(System.in, System.out, System.err, terminal);
      return run(SettingSources.ofProcess(), console, stopped, args);
    } finally {
      LogManager.shutdown();
      ended.countDown();
    }
  }

  private static void stop(CompletableFuture<Void> stopped, CountDownLatch ended) {
    stopped.complete(null);
    try {
      // The JVM ends when its hooks have, whatever still runs.
      ended.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** The same with other settings, and elsewhere; completing {@code stopped} is Ctrl-C. */
  public static int run(
      SettingSources sources, Console console, CompletableFuture<Void> stopped, String... args) {
    var line = new CommandLine(EvaluateOptions.class);
    try {
      line.parseArgs(args);
      if (line.isUsageHelpRequested()) {
        line.usage(console.out());
        return OK;
      }
      EvaluateOptions options = line.getCommand();
      OptionRules.check(options);
      GatewaySettings settings = SettingsParser.parse(sources);
      if (options.shadow().isPresent()) {
        new ShadowEvaluation(settings, options, console).run(options.shadow().get());
        return OK;
      }
      return switch (new EvaluationTask(sources, settings, options, console, stopped).run()) {
        case COMPLETE -> OK;
        case OUT_OF_BUDGET -> OUT_OF_BUDGET;
        case STOPPED -> FAILED;
      };
    } catch (ParameterException
        | IllegalArgumentException
        | InvalidSetting
        | InvalidDataSet
        | InvalidPriceTable unusable) {
      return told(console, unusable, UNUSABLE_ARGUMENTS);
    } catch (IOException | IllegalStateException failed) {
      return told(console, failed, FAILED);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private static int told(Console console, Exception why, int status) {
    String message = Optional.ofNullable(why.getMessage()).orElseGet(why::toString);
    boolean options = why instanceof ParameterException;
    console.err().println(message + (options ? "; evaluate --help lists what is allowed" : ""));
    return status;
  }
}
