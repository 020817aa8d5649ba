package io.bactrian.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.bactrian.config.Gateway;
import io.bactrian.fixture.LocalGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OnFallbackDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ScriptDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The routes of the running gateway, wherever they were written. */
@Timeout(60)
class RouteConventionsTest {

  private static final String KEBAB_CASE = "[a-z0-9]+(-[a-z0-9]+)*";
  private static final Set<String> LANGUAGES = Set.of("simple", "constant", "bean", "ref");

  private static Gateway gateway;
  private static List<RouteDefinition> routes;

  @BeforeAll
  static void start() {
    gateway = LocalGateway.start(Map.of());
    routes = ((ModelCamelContext) gateway.context()).getRouteDefinitions();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static List<ProcessorDefinition<?>> nodes(RouteDefinition route) {
    List<ProcessorDefinition<?>> nodes = new ArrayList<>();
    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)
        .forEach(nodes::add);
    return nodes;
  }

  private static boolean isDirect(RouteDefinition route) {
    return route.getInput().getEndpointUri().startsWith("direct:");
  }

  @Test
  void the_routes_that_everybody_must_find_are_there() {
    assertThat(routes)
        .extracting(RouteDefinition::getId)
        .contains(
            "chat",
            "balance",
            "fallback",
            "cached-answer",
            "degraded-reply",
            "region-us-east-1-claude-haiku",
            "region-us-west-2-claude-haiku",
            "metrics");
  }

  @Test
  void every_route_has_an_id_of_its_own_in_kebab_case() {
    assertThat(routes)
        .allSatisfy(
            route -> {
              assertThat(route.getId()).matches(KEBAB_CASE);
              assertThat(route.hasCustomIdAssigned()).as(route.getId()).isTrue();
            });
    assertThat(routes).extracting(RouteDefinition::getId).doesNotHaveDuplicates();
  }

  @Test
  void every_route_says_what_it_does() {
    assertThat(routes)
        .allSatisfy(
            route ->
                assertThat(route.getDescriptionText())
                    .as("description of " + route.getId())
                    .isNotBlank()
                    .doesNotEndWith("."));
  }

  @Test
  void a_direct_route_is_called_by_its_id() {
    assertThat(routes)
        .filteredOn(RouteConventionsTest::isDirect)
        .isNotEmpty()
        .allSatisfy(
            route ->
                assertThat(gateway.context().getRoute(route.getId()).getEndpoint().getEndpointUri())
                    .isEqualTo("direct://" + route.getId()));
  }

  @Test
  void every_node_has_an_id_that_somebody_gave_it() {
    for (RouteDefinition route : routes) {
      for (ProcessorDefinition<?> node : nodes(route)) {
        if (!OnFallbackDefinition.class.isInstance(node)) {
          assertThat(node.hasCustomIdAssigned()).as(node + " in " + route.getId()).isTrue();
          assertThat(node.getId()).matches(KEBAB_CASE);
        }
      }
    }
  }

  /** Those of a route configuration are in every route that uses it. */
  @Test
  void no_two_nodes_have_the_same_id() {
    List<String> ids = new ArrayList<>();
    for (RouteDefinition route : routes) {
      for (ProcessorDefinition<?> node : nodes(route)) {
        if (!isOfConfiguration(node)) {
          String prefix = node.getNodePrefixId();
          ids.add(prefix == null ? node.getId() : prefix + node.getId());
        }
      }
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  private static boolean isOfConfiguration(ProcessorDefinition<?> node) {
    return OnExceptionDefinition.class.isInstance(node)
        || node.getParent() != null && isOfConfiguration(node.getParent());
  }

  /** Camel's default error handler would log and swallow what the caller of the route must see. */
  @Test
  void an_exception_leaves_an_inner_route_as_it_is() {
    assertThat(routes)
        .filteredOn(RouteConventionsTest::isDirect)
        .allSatisfy(
            route ->
                assertThat(route.getErrorHandlerFactory())
                    .as("error handler of " + route.getId())
                    .isInstanceOf(NoErrorHandlerDefinition.class));
  }

  @Test
  void routes_name_steps_and_java_computes() {
    for (RouteDefinition route : routes) {
      ProcessorDefinition<?> last = null;
      for (ProcessorDefinition<?> node : nodes(route)) {
        assertThat(node).isNotInstanceOfAny(ScriptDefinition.class, ProcessDefinition.class);
        assertThat(last instanceof SetHeaderDefinition && node instanceof SetHeaderDefinition)
            .as("two setHeader in a row at " + node.getId())
            .isFalse();
        if (node instanceof ExpressionNode expression) {
          assertThat(LANGUAGES).contains(expression.getExpression().getLanguage());
        }
        last = node;
      }
    }
  }

  @Test
  void every_http_route_lets_in_and_out_only_the_edges_headers() {
    assertThat(routes)
        .filteredOn(route -> route.getInput().getEndpointUri().startsWith("platform-http:"))
        .isNotEmpty()
        .allSatisfy(
            route ->
                assertThat(route.getInput().getEndpointUri())
                    .contains("headerFilterStrategy=#edgeHeaders", "httpMethodRestrict="));
  }

  @Test
  void every_http_route_is_described_by_its_method_and_path() {
    assertThat(gateway.context().getRoutes())
        .filteredOn(route -> route.getEndpoint() instanceof PlatformHttpEndpoint)
        .isNotEmpty()
        .allSatisfy(
            route -> {
              var http = (PlatformHttpEndpoint) route.getEndpoint();
              assertThat(route.getDescription())
                  .startsWith(http.getHttpMethodRestrict() + " " + http.getPath() + ", ");
            });
  }

  @Test
  void every_target_has_a_route_a_breaker_and_a_place_in_the_balancer() {
    RouteDefinition balance =
        routes.stream().filter(route -> route.getId().equals("balance")).findFirst().orElseThrow();
    List<String> children =
        nodes(balance).stream()
            .map(node -> node.getId())
            .filter(id -> id.startsWith("to-"))
            .toList();
    List<String> targets =
        routes.stream()
            .map(RouteDefinition::getId)
            .filter(id -> id.startsWith("region-"))
            .map("to-"::concat)
            .toList();
    assertThat(children).containsExactlyElementsOf(targets);
  }
}
