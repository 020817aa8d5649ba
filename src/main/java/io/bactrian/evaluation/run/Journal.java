package io.bactrian.evaluation.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bactrian.evaluation.Trial;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every trial of a run, a line of JSON each, written as soon as it is over. */
public final class Journal implements AutoCloseable {

  private final Writer writer;
  private final List<Trial> trials;

  private Journal(Writer writer, List<Trial> trials) {
    this.writer = writer;
    this.trials = new ArrayList<>(trials);
  }

  /**
   * Begins a journal.
   *
   * @throws UnusableJournal when there is one already
   */
  public static Journal begin(Path file, RunParameters parameters) throws IOException {
    if (Files.exists(file)) {
      throw new UnusableJournal(
          file + " is there already: --resume goes on with it, another --out begins anew");
    }
    Journal journal =
        new Journal(Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW), List.of());
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    journal.write(head.set(JournalFile.PARAMETERS, parameters.json()));
    return journal;
  }

  /**
   * Goes on with a journal.
   *
   * @throws UnusableJournal when there is none, it is broken, or is of a run with other parameters
   */
  public static Journal resume(Path file, RunParameters parameters) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UnusableJournal("there is nothing to resume: " + file + " is no file");
    }
    JournalFile before = JournalFile.read(file);
    Optional<String> difference = parameters.difference(before.parameters());
    if (difference.isPresent()) {
      throw new UnusableJournal(
          file + " is of another run: " + difference.get() + "; another --out begins anew");
    }
    return new Journal(Files.newBufferedWriter(file, StandardOpenOption.APPEND), before.trials());
  }

  synchronized void add(Trial trial) throws IOException {
    write(TrialJson.write(trial));
    trials.add(trial);
  }

  private void write(Object json) throws IOException {
    writer.write(json + "\n");
    writer.flush();
  }

  /** All trials so far, those of earlier parts of the run first. */
  public synchronized List<Trial> trials() {
    return List.copyOf(trials);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
