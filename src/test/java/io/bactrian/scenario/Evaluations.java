package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.config.EvaluateCommand;
import io.bactrian.config.SettingSources;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Runs the command in this process, as if at a terminal where one thing is typed. */
record Evaluations(Path directory, Map<String, String> settings) {

  /** Questions of the data set of {@link #data}. */
  static final int QUESTIONS = 4;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Runs it, and returns all that it printed; nothing is typed. */
  String run(int status, String... args) {
    return typing("", status, args);
  }

  String typing(String typed, int status, String... args) {
    var printed = new ByteArrayOutputStream();
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    var in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    int exit =
        EvaluateCommand.run(
            SettingSources.packedWith(settings),
            new EvaluateCommand.Console(in, out, out, false),
            new CompletableFuture<>(),
            args);
    assertThat(exit).as(printed.toString(StandardCharsets.UTF_8)).isEqualTo(status);
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** A file of a few questions. */
  String data() throws IOException {
    return Files.write(
            directory.resolve("few.jsonl"),
            IntStream.range(0, QUESTIONS)
                .mapToObj(
                    i ->
                        """
                        {"id":"case-%1$d","prompt":"question %1$d",\
                        "assert":[{"type":"contains","value":"question %1$d"}]}\
                        """
                            .formatted(i))
                .toList())
        .toString();
  }

  String out() {
    return directory.resolve("out").toString();
  }

  /** The trials that are kept, without what the journal begins with. */
  List<JsonNode> trials() throws IOException {
    List<String> lines = Files.readAllLines(Path.of(out(), "trials.jsonl"));
    return lines.stream().skip(1).map(Evaluations::json).toList();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException notJson) {
      throw new AssertionError(text, notJson);
    }
  }
}
