package io.bactrian.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may know which, and which may know the libraries. */
class DependencyTest {

  private static final String ROOT = "io.bactrian.";

  /**
   * What each package may know of ours. Stages (ingress, routing, bedrock, fallback, api) do not
   * know each other: the routes join them. Only the composition root knows all, and nobody knows
   * it, metrics or health.
   */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("call", Set.of()),
          Map.entry("event", Set.of("call")),
          Map.entry("translator", Set.of("call")),
          Map.entry("resilience", Set.of("call", "event")),
          Map.entry("ingress", Set.of("call", "event")),
          Map.entry("routing", Set.of("call", "event", "resilience")),
          Map.entry("bedrock", Set.of("call", "event", "resilience", "upstream")),
          Map.entry("upstream", Set.of()),
          Map.entry("fallback", Set.of("call", "event", "store")),
          Map.entry("store", Set.of("call", "event")),
          Map.entry("local", Set.of("call", "translator", "upstream")),
          Map.entry("api", Set.of("call", "event", "translator")),
          Map.entry("queue", Set.of("call", "event", "translator", "store")),
          Map.entry("metrics", Set.of("call", "event")),
          Map.entry("health", Set.of("call", "resilience")),
          // Operators look at the breakers, choose the strategy and break Bedrock on purpose.
          Map.entry(
              "operations",
              Set.of("call", "event", "resilience", "routing", "bedrock", "queue", "strategy")),
          Map.entry("strategy", Set.of("call", "event", "store")),
          Map.entry("shadow", Set.of("call")),
          Map.entry("evaluation", Set.of()),
          Map.entry("state", Set.of("call", "resilience", "store")),
          Map.entry("simulator", Set.of()));

  /** Who makes clients of AWS, besides the packages for Bedrock and SQS. */
  private static final String[] CLIENTS_OF_AWS = {
    "config.Backend",
    "config.SqsParts",
    "state.DynamoDbStore",
    "store.DynamoDbTable",
    "strategy.AppConfigSession"
  };

  private static final JavaClasses CLASSES = OwnClasses.ALL;

  static Stream<String> packages() {
    return MAY_KNOW.keySet().stream().sorted();
  }

  private static String first(JavaClass type) {
    String rest = type.getPackageName().substring(ROOT.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    Set<String> all = Stream.of(names).map(ROOT::concat).collect(Collectors.toUnmodifiableSet());
    return describe(
        "are one of " + all,
        type -> all.stream().anyMatch(name -> isOrIsInside(type.getName(), name)));
  }

  private static boolean isOrIsInside(String type, String outer) {
    return type.equals(outer) || type.startsWith(outer + "$");
  }

  private static DescribedPredicate<JavaClass> in(String... packages) {
    return resideInAnyPackage(Stream.of(packages).map(p -> ROOT + p + "..").toArray(String[]::new));
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("io.bactrian.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void every_package_is_in_the_table() {
    assertThat(
            CLASSES.stream()
                .filter(type -> type.getPackageName().startsWith(ROOT))
                .map(DependencyTest::first)
                .distinct())
        .allMatch(name -> name.equals("config") || MAY_KNOW.containsKey(name));
  }

  @ParameterizedTest
  @MethodSource("packages")
  void a_package_knows_only_what_it_may(String name) {
    DescribedPredicate<JavaClass> others =
        describe(
            "are of another package than " + MAY_KNOW.get(name),
            type ->
                type.getPackageName().startsWith("io.bactrian")
                    && (type.getPackageName().equals("io.bactrian")
                        || !first(type).equals(name) && !MAY_KNOW.get(name).contains(first(type))));
    noClasses()
        .that(resideInAPackage(ROOT + name + ".."))
        .should()
        .dependOnClassesThat(others)
        .check(CLASSES);
  }

  @Test
  void only_the_composition_root_and_the_command_know_the_simulator() {
    noClasses()
        .that(DescribedPredicate.not(in("config", "simulator").or(named("Bactrian"))))
        .should()
        .dependOnClassesThat(in("simulator"))
        .check(CLASSES);
  }

  /** The simulator alone is the other thing that can be started. */
  @Test
  void the_start_knows_only_what_it_starts() {
    noClasses()
        .that(resideInAPackage("io.bactrian"))
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.bactrian..")
                .and(DescribedPredicate.not(in("config", "simulator")))
                .and(DescribedPredicate.not(resideInAPackage("io.bactrian"))))
        .check(CLASSES);
  }

  @Test
  void only_adapters_know_camel() {
    noClasses()
        .that(
            DescribedPredicate.not(
                in("api", "config", "health", "operations", "queue")
                    .or(
                        named(
                            "routing.RegionBalancer",
                            "routing.RegionRoutes",
                            "fallback.AnswerRecall",
                            "fallback.FlightBoarding",
                            "ingress.edge.PlatformHttpBinding"))))
        .should()
        .dependOnClassesThat(resideInAPackage("org.apache.camel.."))
        .check(CLASSES);
  }

  @Test
  void only_those_who_hold_questions_and_answers_know_the_sdk() {
    noClasses()
        .that(
            DescribedPredicate.not(
                in("call", "translator", "bedrock", "fallback", "local", "queue")
                    .or(named("metrics.EventMeters", "shadow.Sample", "shadow.Texts"))
                    .or(named(CLIENTS_OF_AWS))
                    .or(
                        named(
                            "api.StreamRelay",
                            "api.StreamReplies",
                            "routing.GuardedStream",
                            "routing.PromptPrefix"))))
        .should()
        .dependOnClassesThat(resideInAPackage("software.amazon.awssdk.."))
        .check(CLASSES);
  }

  @Test
  void only_the_border_to_bedrock_knows_clients_and_exceptions() {
    noClasses()
        .that(
            DescribedPredicate.not(
                in("bedrock", "queue.sqs", "queue.idempotency").or(named(CLIENTS_OF_AWS))))
        .should()
        .dependOnClassesThat(
            resideInAPackage("software.amazon.awssdk..")
                .and(
                    describe(
                        "are clients or exceptions",
                        type ->
                            type.isAssignableTo(Throwable.class)
                                || type.getSimpleName().endsWith("Client"))))
        .check(CLASSES);
  }

  @Test
  void only_metrics_know_micrometer() {
    noClasses()
        .that(DescribedPredicate.not(in("metrics", "config").or(named("operations.ServiceApi"))))
        .should()
        .dependOnClassesThat(resideInAPackage("io.micrometer.."))
        .check(CLASSES);
  }

  @Test
  void only_stores_know_their_clients() {
    noClasses()
        .that(DescribedPredicate.not(in("store")))
        .should()
        .dependOnClassesThat(resideInAPackage("io.lettuce.."))
        .check(CLASSES);
  }

  @Test
  void only_their_own_package_knows_the_queues_of_jms() {
    noClasses()
        .that(DescribedPredicate.not(in("queue.jms").or(named("config.JmsParts"))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "jakarta.jms..",
                "org.apache.activemq..",
                "org.apache.camel.component.jms..",
                "org.springframework.."))
        .check(CLASSES);
  }

  @Test
  void only_the_edge_and_its_adapters_know_vertx() {
    noClasses()
        .that(
            DescribedPredicate.not(
                in("ingress", "simulator", "config", "api").or(named("operations.OperationsApi"))))
        .should()
        .dependOnClassesThat(resideInAPackage("io.vertx.."))
        .check(CLASSES);
  }
}
