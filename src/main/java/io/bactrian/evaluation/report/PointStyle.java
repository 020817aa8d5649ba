package io.bactrian.evaluation.report;

import java.awt.Color;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How a model looks in every plot; the colours of Okabe and Ito, which all eyes tell apart. */
record PointStyle(Color color, Marker marker) {

  private static final List<Color> COLORS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x7F7F7F));

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.TRAPEZOID);

  /** The numbers of colours and markers have no common divisor: 42 models look different. */
  static PointStyle of(int index) {
    return new PointStyle(COLORS.get(index % COLORS.size()), MARKERS.get(index % MARKERS.size()));
  }
}
