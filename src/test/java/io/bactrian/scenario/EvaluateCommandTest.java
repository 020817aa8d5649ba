package io.bactrian.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.bactrian.simulator.fault.Fault;
import io.bactrian.simulator.fault.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command that evaluates models, against a running gateway or one of its own. */
@Timeout(120)
class EvaluateCommandTest {

  private static final String MODELS = "claude-haiku,sonnet";
  private static final String SONNET = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final int TRIALS = 2 * Evaluations.QUESTIONS;

  private static RunningGateway gateway;

  @TempDir private Path directory;
  private Evaluations evaluations;

  @BeforeAll
  static void start() {
    gateway =
        RunningGateway.with(
            "bactrian.models",
            MODELS,
            "bactrian.model.sonnet.id",
            SONNET,
            "bactrian.simulator.token-pace",
            "0ms");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void prepare() {
    evaluations =
        new Evaluations(
            directory, Map.of("bactrian.models", MODELS, "bactrian.model.sonnet.id", SONNET));
    gateway.simulator().calls().reset();
  }

  @AfterEach
  void heal() {
    gateway.heal();
    gateway.post("/circuit-breakers/us-east-1/sonnet/reset");
    gateway.post("/circuit-breakers/us-west-2/sonnet/reset");
  }

  private String[] arguments(String... more) throws IOException {
    String url = "http://127.0.0.1:" + gateway.port();
    return Stream.concat(
            Stream.of("--data", evaluations.data(), "--gateway", url, "--out", evaluations.out()),
            Stream.concat(Stream.of("--repeats", "1"), Stream.of(more)))
        .toArray(String[]::new);
  }

  private void assertEachAskedOnce() throws IOException {
    assertThat(evaluations.trials())
        .extracting(trial -> trial.path("case").asText() + trial.path("model").asText())
        .doesNotHaveDuplicates()
        .hasSize(TRIALS);
  }

  @Test
  void a_budget_of_calls_ends_it_and_it_can_be_resumed() throws IOException {
    String strategy = directory.resolve("strategy.json").toString();
    assertThat(
            evaluations.run(3, arguments("--budget-calls", "7", "--apply-to", strategy, "--yes")))
        .contains("3 of 8 trials are in", "--resume --out", "These results are partial");
    assertThat(gateway.received()).isEqualTo(7);
    assertThat(Path.of(strategy)).doesNotExist();

    assertThat(evaluations.run(2, arguments("--resume", "--repeats", "2")))
        .contains("should be specified only once");
    assertThat(evaluations.run(1, arguments("--resume", "--seed", "2")))
        .contains("is of another run: seed was 1 and is 2");
    assertThat(evaluations.run(1, arguments())).contains("is there already: --resume");
    assertThat(evaluations.run(0, arguments("--resume"))).contains("8 of 8 trials are in");
    assertEachAskedOnce();
  }

  @Test
  void ctrl_c_stops_it_in_order_and_it_can_be_resumed() throws Exception {
    gateway.set(Fault.latency(Duration.ofMillis(200)));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dbactrian.models=" + MODELS));
    command.addAll(List.of("-Dbactrian.model.sonnet.id=" + SONNET, "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), "io.bactrian.Bactrian"));
    command.add("evaluate");
    command.addAll(List.of(arguments("--concurrency", "1")));
    Path printed = directory.resolve("printed");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    Path journal = Path.of(evaluations.out(), "trials.jsonl");
    await()
        .atMost(RunningGateway.PATIENCE)
        .until(() -> Files.exists(journal) && evaluations.trials().size() > 1);
    process.destroy();

    assertThat(process.onExit().get().exitValue()).isEqualTo(143);
    assertThat(Files.readString(printed)).contains("of 8 trials are in", "--resume --out");
    gateway.heal();
    evaluations.run(0, arguments("--resume"));
    assertEachAskedOnce();
    assertThat(evaluations.trials()).allMatch(trial -> trial.path("failure").isMissingNode());
  }

  @Test
  void a_model_that_fails_loses_to_one_that_answers() throws IOException {
    gateway.set(Fault.exception(FaultKind.ACCESS_DENIED).forModel("*sonnet*"));
    assertThat(evaluations.run(0, arguments()))
        .contains("8 of 8 trials are in")
        .containsPattern("2=? +sonnet +all .* 4\\R");
    assertThat(evaluations.trials())
        .filteredOn(trial -> trial.path("model").asText().equals("sonnet"))
        .extracting(trial -> trial.path("failure").asText())
        .allMatch(failure -> failure.startsWith("status 503: "));
  }

  @Test
  void a_strategy_is_put_in_force_when_that_is_confirmed() throws IOException {
    Path strategy = directory.resolve("strategy.json");
    String[] arguments = arguments("--apply-to", strategy.toString());
    assertThat(evaluations.typing("", 0, arguments))
        .contains("What would change:", "Put it in force? [y/N]", "Not put in force");
    assertThat(strategy).doesNotExist();

    String[] again = arguments("--resume", "--apply-to", strategy.toString());
    assertThat(evaluations.typing("y\n", 0, again)).contains("The strategy is in " + strategy);
    assertThat(strategy).content().contains("\"primary_model\"", "\"model_scores\"");
    assertThat(evaluations.typing("n\n", 0, again)).contains("Nothing would change.");
    assertThat(evaluations.run(0, arguments("--resume", "--compare")))
        .contains("What would change:", "scores of sonnet: none ->");

    Map<String, String> settings = new HashMap<>(evaluations.settings());
    settings.put("bactrian.model-strategy.source", "appconfig");
    settings.put("bactrian.model-strategy.appconfig.profile", "Ours");
    assertThat(
            new Evaluations(directory, settings).run(0, arguments("--resume", "--apply", "--yes")))
        .contains("export AWS_REGION=us-east-1", "Items[?Name=='Ours'", "start-deployment")
        .contains(
            "--content 'fileb://" + Path.of(evaluations.out(), "model_selection_strategy.json"));
  }

  @Test
  void regions_are_evaluated_one_by_one_by_a_gateway_of_its_own() throws IOException {
    var own =
        new Evaluations(
            directory,
            Map.of(
                "bactrian.region.us-west-2.weight", "2",
                "bactrian.simulator.target.us-east-1/claude-haiku.latency", "1ms",
                "bactrian.jms.queues", "requests",
                "bactrian.queue.requests.api", "chat",
                "bactrian.jms.broker", "tcp://127.0.0.1:1",
                "bactrian.local.url", "http://127.0.0.1:1",
                "bactrian.local.model", "any",
                "bactrian.cache.mode", "read-through"));
    own.run(
        0,
        "--data",
        own.data(),
        "--out",
        own.out(),
        "--repeats",
        "2",
        "--regions",
        "us-west-2,us-east-1");
    List<JsonNode> trials = own.trials();
    assertThat(trials).allMatch(trial -> trial.path("failure").isMissingNode()).hasSize(16);
    assertThat(trials)
        .extracting(trial -> trial.path("region").asText())
        .startsWith("us-west-2")
        .endsWith("us-east-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --reapets 3                            | Unknown options: '--reapets', '3'
          --repeats many                         | '--repeats': 'many' is not an int
          --repeats 0                            | option --repeats is '0'; allowed: 1 to 100
          --concurrency 1001                     | allowed: 1 to 1000
          --budget-usd 0                         | option --budget-usd is '0.0'; allowed: more than 0
          --budget-calls 0                       | option --budget-calls is '0'; allowed: 1 to
          --quality-weight 1.5                   | option --quality-weight is '1.5'; allowed: 0 to 1
          --quality-weight .5 --latency-weight 1 | what --quality-weight leaves to 1
          --resume                               | option --resume is 'true'; allowed: with --out only
          --compare --apply                      | not with --apply
          --models claude-haiku,none             | names 'none'; allowed: all, or any of claude-haiku, sonnet
          --regions us-east-1,moon               | names 'moon'; allowed: all, or any of us-east-1, us-west-2
          --gateway http://h --regions us-east-1 | option --regions is 'us-east-1'; allowed: all
          --data few.txt                         | few.txt is no data set; allowed are files that end in
          --prices none.json                     | price table none.json cannot be read
          --apply                                | option --apply finds no place: allowed with
          """)
  void arguments_that_are_not_allowed_are_told(String arguments, String error) {
    assertThat(evaluations.run(2, arguments.split(" "))).contains(error);
  }

  @Test
  void settings_that_are_not_allowed_are_told() {
    var wrong = new Evaluations(directory, Map.of("bactrian.http.port", "x"));
    assertThat(wrong.run(2, "--models", "all")).contains("bactrian.http.port");
    assertThat(wrong.run(0, "--help")).contains("--budget-usd=X", "Exit status: 0 done");
  }

  @Test
  void a_gateway_out_of_reach_is_told() {
    assertThat(evaluations.run(1, "--gateway", "http://127.0.0.1:1"))
        .contains("http://127.0.0.1:1/v1/models does not answer as a gateway does");
  }
}
