package io.bactrian.evaluation.report;

import java.awt.BasicStroke;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;

/** Models as points with the intervals of their quality, each with its name beside it. */
final class Plot {

  private static final double CAP = 4;
  private static final double NEAR = 10;
  private static final double MARKER_ROOM = 7;

  private final XYChart chart;
  private final List<PlotPoint> points;
  private final int width;
  private final int height;

  Plot(PlotAxis axis, int width, int height, List<PlotPoint> points) {
    this.chart = PlotFrame.of(axis, width, height, points);
    this.points = points;
    this.width = width;
    this.height = height;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  void paint(Graphics2D graphics) {
    chart.paint(graphics, width, height);
    graphics.setStroke(new BasicStroke(1.5f));
    for (PlotPoint point : points) {
      paintInterval(graphics, point);
    }
    graphics.setFont(PlotFrame.FONT);
    FontMetrics metrics = graphics.getFontMetrics(PlotFrame.FONT);
    var placement =
        new LabelPlacement(new Rectangle2D.Double(60, 0, width - 64, height - 50), taken());
    for (PlotPoint point : points) {
      var size = new Dimension(metrics.stringWidth(point.label()) + 2, metrics.getHeight());
      Rectangle2D place = placement.place(middle(point), size);
      paintLabel(graphics, point, place, metrics.getAscent());
    }
  }

  private void paintInterval(Graphics2D graphics, PlotPoint point) {
    double x = chart.getScreenXFromChart(point.x());
    double low = chart.getScreenYFromChart(point.y().low());
    double high = chart.getScreenYFromChart(point.y().high());
    graphics.setColor(point.style().color());
    graphics.draw(new Line2D.Double(x, low, x, high));
    graphics.draw(new Line2D.Double(x - CAP, low, x + CAP, low));
    graphics.draw(new Line2D.Double(x - CAP, high, x + CAP, high));
  }

  private void paintLabel(Graphics2D graphics, PlotPoint point, Rectangle2D place, int ascent) {
    Point2D middle = middle(point);
    double x = Math.clamp(middle.getX(), place.getMinX(), place.getMaxX());
    double y = Math.clamp(middle.getY(), place.getMinY(), place.getMaxY());
    if (middle.distance(x, y) > NEAR) {
      graphics.setColor(point.style().color());
      graphics.setStroke(new BasicStroke(0.75f));
      graphics.draw(new Line2D.Double(middle.getX(), middle.getY(), x, y));
    }
    graphics.setColor(PlotFrame.INK);
    graphics.drawString(
        point.label(), (float) place.getMinX() + 1, (float) place.getMinY() + ascent);
  }

  private Point2D middle(PlotPoint point) {
    return new Point2D.Double(
        chart.getScreenXFromChart(point.x()), chart.getScreenYFromChart(point.y().mean()));
  }

  private List<Rectangle2D> taken() {
    return points.stream().flatMap(point -> Stream.of(marker(point), bar(point))).toList();
  }

  private Rectangle2D marker(PlotPoint point) {
    Point2D middle = middle(point);
    return new Rectangle2D.Double(
        middle.getX() - MARKER_ROOM, middle.getY() - MARKER_ROOM, 2 * MARKER_ROOM, 2 * MARKER_ROOM);
  }

  private Rectangle2D bar(PlotPoint point) {
    double high = chart.getScreenYFromChart(point.y().high());
    double low = chart.getScreenYFromChart(point.y().low());
    return new Rectangle2D.Double(middle(point).getX() - CAP, high, 2 * CAP, low - high);
  }
}
