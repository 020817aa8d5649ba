package io.bactrian.scenario;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** The lines that one logger writes while this is open. */
final class LogLines implements AutoCloseable {

  private final Logger logger;
  private final Collector collector = new Collector();

  private LogLines(Logger logger) {
    this.logger = logger;
  }

  static LogLines of(String loggerName) {
    var context = (LoggerContext) LogManager.getContext(false);
    Configurator.setLevel(loggerName, Level.INFO);
    var lines = new LogLines(context.getLogger(loggerName));
    lines.collector.start();
    lines.logger.addAppender(lines.collector);
    return lines;
  }

  /** Each line as its level and message. */
  List<String> all() {
    return List.copyOf(collector.lines);
  }

  List<String> containing(String part) {
    return collector.lines.stream().filter(line -> line.contains(part)).toList();
  }

  @Override
  public void close() {
    logger.removeAppender(collector);
    collector.stop();
  }

  private static final class Collector extends AbstractAppender {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    Collector() {
      super("collector", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
    }
  }
}
