package io.bactrian.evaluation.report;

import io.bactrian.evaluation.Evaluation;
import io.bactrian.evaluation.ModelResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The plots of an evaluation; a model looks the same in all of them. */
final class ReportPlots {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 440;

  private final Evaluation evaluation;
  private final List<String> names;

  ReportPlots(Evaluation evaluation) {
    this.evaluation = evaluation;
    this.names = evaluation.overall().stream().map(Shown::name).toList();
  }

  /** Empty where no model has a place in the plot. */
  Optional<byte[]> png(PlotAxis axis) throws IOException {
    Optional<Plot> plot = plot(axis, evaluation.overall());
    return plot.isEmpty() ? Optional.empty() : Optional.of(PlotImages.png(plot.get()));
  }

  /**
   * The same as an element of a page.
   *
   * @param id unique on its page
   */
  Optional<String> svg(PlotAxis axis, List<ModelResult> results, String id) throws IOException {
    Optional<Plot> plot = plot(axis, results);
    return plot.isEmpty()
        ? Optional.empty()
        : Optional.of(PlotImages.svg(plot.get(), id, "Quality against " + axis.label()));
  }

  private Optional<Plot> plot(PlotAxis axis, List<ModelResult> results) {
    List<PlotPoint> points = new ArrayList<>();
    for (ModelResult result : results) {
      OptionalDouble x = axis.value(result);
      if (x.isPresent()) {
        points.add(point(result, x.getAsDouble()));
      }
    }
    return points.isEmpty() ? Optional.empty() : Optional.of(new Plot(axis, WIDTH, HEIGHT, points));
  }

  private PlotPoint point(ModelResult result, double x) {
    String name = Shown.name(result);
    PointStyle style = PointStyle.of(Math.max(0, names.indexOf(name)));
    return new PlotPoint(name, x, result.quality(), style);
  }
}
