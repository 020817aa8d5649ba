package io.bactrian.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bactrian.config.Gateway;
import io.bactrian.fixture.ElasticMq;
import io.bactrian.fixture.LocalGateway;
import io.bactrian.fixture.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The examples of clients of SQS, against ElasticMQ. */
class SqsExampleTest {

  private static final Path PAGE = Path.of("docs", "sqs.md");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private static ElasticMq server;
  private static Gateway gateway;

  @TempDir Path work;

  @BeforeAll
  static void start() {
    server = ElasticMq.start();
    try (SqsClient client = server.client()) {
      client.createQueue(q -> q.queueName("prompts"));
      client.createQueue(q -> q.queueName("answers"));
    }
    gateway =
        LocalGateway.start(
            Map.of(
                "bactrian.sqs.queues", "prompts",
                "bactrian.sqs.endpoint", server.endpoint().toString(),
                "bactrian.sqs.wait-time", "1s",
                "bactrian.sqs.queue.prompts.url", server.queueUrl("prompts"),
                "bactrian.sqs.reply-queue-url", server.queueUrl("answers")));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    server.close();
  }

  private static Markdown.Code example(String language) throws Exception {
    return Markdown.read(PAGE).code().stream()
        .filter(code -> code.language().equals(language))
        .findFirst()
        .orElseThrow();
  }

  private String queues() {
    return server.queueUrl("").replaceFirst("/$", "");
  }

  @Test
  void that_in_java_prints_an_answer() throws Exception {
    Path file = Files.writeString(work.resolve("Ask.java"), example("java").text());
    String printed =
        Program.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--class-path",
                System.getProperty("java.class.path"),
                file.toString())
            .with("QUEUES", queues())
            .with("AWS_ENDPOINT_URL_SQS", server.endpoint().toString())
            .with("AWS_REGION", "us-east-1")
            .with("AWS_ACCESS_KEY_ID", "any")
            .with("AWS_SECRET_ACCESS_KEY", "any")
            .run();
    assertThat(printed).contains("What is a camel?");
  }

  @Test
  void the_readme_shows_parts_of_them() throws Exception {
    var readme = Markdown.read(Path.of("README.md"));
    for (String language : List.of("java", "sh")) {
      List<String> shown = readme.snippets("Put it on a queue", language).getLast();
      assertThat(example(language).stripped()).containsSequence(shown);
    }
  }

  /** The AWS CLI is no part of the build: what its commands say is said by the SDK. */
  @Test
  void those_of_the_aws_cli_say_what_is_answered() throws Exception {
    List<Map<String, String>> commands = commands(example("sh").text());
    Map<String, String> sent = commands.getFirst();
    Map<String, String> received = commands.getLast();
    try (SqsClient client = server.client()) {
      client.sendMessage(
          m ->
              m.queueUrl(sent.get("--queue-url"))
                  .messageBody(sent.get("--message-body"))
                  .messageAttributes(attributes(sent.get("--message-attributes"))));
      Message reply =
          client
              .receiveMessage(
                  r ->
                      r.queueUrl(received.get("--queue-url"))
                          .waitTimeSeconds(Integer.valueOf(received.get("--wait-time-seconds")))
                          .messageAttributeNames(received.get("--message-attribute-names")))
              .messages()
              .getFirst();
      assertThat(reply.body()).contains("What is a camel?");
      assertThat(reply.messageAttributes().get("CorrelationId").stringValue())
          .isEqualTo("question-1");
    }
  }

  /** The options of each command. */
  private List<Map<String, String>> commands(String script) {
    List<Map<String, String>> commands = new ArrayList<>();
    for (String line : script.replace("\\\n", " ").strip().split("\n")) {
      List<String> words = words(line.replace("$QUEUES", queues()));
      assertThat(words).startsWith("aws", "sqs");
      Map<String, String> options = new HashMap<>();
      for (int i = 3; i < words.size(); i += 2) {
        options.put(words.get(i), words.get(i + 1));
      }
      commands.add(options);
    }
    return commands;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      for (int group = 1; group <= 3; group++) {
        if (matcher.group(group) != null) {
          words.add(matcher.group(group));
        }
      }
    }
    return words;
  }

  private static Map<String, MessageAttributeValue> attributes(String json) {
    try {
      Map<String, MessageAttributeValue> attributes = new HashMap<>();
      new ObjectMapper()
          .readValue(json, new TypeReference<Map<String, Map<String, String>>>() {})
          .forEach(
              (name, value) ->
                  attributes.put(
                      name,
                      MessageAttributeValue.builder()
                          .dataType(value.get("DataType"))
                          .stringValue(value.get("StringValue"))
                          .build()));
      return attributes;
    } catch (com.fasterxml.jackson.core.JsonProcessingException unreadable) {
      throw new AssertionError(json, unreadable);
    }
  }
}
