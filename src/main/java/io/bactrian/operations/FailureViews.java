package io.bactrian.operations;

import io.bactrian.bedrock.InjectedFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows failures that are switched on, as JSON and as a line of the log. */
final class FailureViews {

  private FailureViews() {}

  /** Members as in the request, times in seconds, null where nothing was said. */
  static Map<String, Object> of(InjectedFailure failure) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("kind", failure.kind().label());
    view.put("region", failure.region().orElse(null));
    view.put("model", failure.model().orElse(null));
    view.put("probability", failure.probability());
    view.put("latency_seconds", seconds(failure.latency()));
    view.put("duration_seconds", failure.duration().map(FailureViews::seconds).orElse(null));
    view.put("phase_seconds", failure.phase().map(FailureViews::seconds).orElse(null));
    return view;
  }

  static String line(InjectedFailure failure) {
    return failure.kind().label()
        + " in "
        + failure.region().orElse("all regions")
        + failure.model().map(model -> " of " + model).orElse("");
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
