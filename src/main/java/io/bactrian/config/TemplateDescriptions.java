package io.bactrian.config;

import java.util.Map;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;

/**
 * Gives a route from a template the {@code description} among its parameters: Camel resolves no
 * placeholder in a description, so all routes from one template would have the same.
 */
final class TemplateDescriptions extends ModelLifecycleStrategySupport {

  @Override
  public void onAddRouteDefinition(RouteDefinition route) {
    Map<String, Object> parameters = route.getTemplateParameters();
    if (parameters != null && parameters.get("description") instanceof String description) {
      route.setDescription(description);
    }
  }
}
