package io.bactrian.evaluation.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;

/** Axes, grid and markers of a plot of quality against something else. */
final class PlotFrame {

  /** Text and axes, which are seen on light and on dark ground when nothing replaces it. */
  static final Color INK = new Color(0x6E6E73);

  static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Color GRID = new Color(0x80, 0x80, 0x80, 0x40);
  private static final Color NOTHING = new Color(0, 0, 0, 0);
  private static final int MARKER = 10;

  private PlotFrame() {}

  static XYChart of(PlotAxis axis, int width, int height, List<PlotPoint> points) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .xAxisTitle(axis.title())
            .yAxisTitle("quality (more is better)")
            .theme(Styler.ChartTheme.XChart)
            .build();
    style(chart.getStyler());
    range(chart.getStyler(), points);
    for (PlotPoint point : points) {
      XYSeries series =
          chart.addSeries(point.label(), new double[] {point.x()}, new double[] {point.y().mean()});
      series.setMarker(point.style().marker());
      series.setMarkerColor(point.style().color());
    }
    return chart;
  }

  private static void style(XYStyler style) {
    style.setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    style.setChartBackgroundColor(NOTHING);
    style.setPlotBackgroundColor(NOTHING);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setChartFontColor(INK);
    style.setXAxisTitleColor(INK);
    style.setYAxisTitleColor(INK);
    style.setAxisTickLabelsColor(INK);
    style.setAxisTickMarksColor(INK);
    style.setAxisTitleFont(FONT);
    style.setAxisTickLabelsFont(FONT);
    style.setLegendVisible(false);
    style.setChartTitleVisible(false);
    style.setMarkerSize(MARKER);
    style.setPlotContentSize(1);
    style.setAntiAlias(true);
  }

  /** From no time or money at all; in quality, where the models are and a little more. */
  private static void range(XYStyler style, List<PlotPoint> points) {
    double x = points.stream().mapToDouble(PlotPoint::x).max().orElse(1);
    double low = points.stream().mapToDouble(point -> point.y().low()).min().orElse(0);
    double high = points.stream().mapToDouble(point -> point.y().high()).max().orElse(1);
    double room = Math.max(0.03, (high - low) * 0.15);
    style.setXAxisMin(0.0);
    style.setXAxisMax(x > 0 ? x * 1.25 : 1.0);
    style.setYAxisMin(Math.max(-0.02, low - room));
    style.setYAxisMax(Math.min(1.02, high + room));
    style.setYAxisDecimalPattern("0.00");
    style.setXAxisDecimalPattern("0.###");
  }
}
