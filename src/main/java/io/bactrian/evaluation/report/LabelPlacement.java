package io.bactrian.evaluation.report;

import java.awt.geom.Dimension2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds places for labels beside their points where they cover nothing, as far as there are any.
 */
final class LabelPlacement {

  private static final int RINGS = 8;
  private static final double RING = 9;
  private static final int DIRECTIONS = 16;

  private final Rectangle2D bounds;
  private final List<Rectangle2D> taken;

  /** {@code taken}: what no label may cover, such as markers and error bars. */
  LabelPlacement(Rectangle2D bounds, List<Rectangle2D> taken) {
    this.bounds = bounds;
    this.taken = new ArrayList<>(taken);
  }

  /** The nearest free place for a label of that size; it is taken from then on. */
  Rectangle2D place(Point2D point, Dimension2D size) {
    Rectangle2D best = null;
    double least = Double.MAX_VALUE;
    for (int ring = 0; ring < RINGS; ring++) {
      for (int direction = 0; direction < DIRECTIONS; direction++) {
        Rectangle2D place = place(point, size, RING * (ring + 1), direction);
        double cost = covered(place) * 100 + ring;
        if (cost < least) {
          least = cost;
          best = place;
        }
      }
    }
    taken.add(best);
    return best;
  }

  /** The label's edge, not its middle, is so far from the point; to the right first. */
  private static Rectangle2D place(
      Point2D point, Dimension2D size, double distance, int direction) {
    double angle = 2 * Math.PI * direction / DIRECTIONS;
    double x = point.getX() + Math.cos(angle) * (distance + size.getWidth() / 2);
    double y = point.getY() - Math.sin(angle) * (distance + size.getHeight() / 2);
    return new Rectangle2D.Double(
        x - size.getWidth() / 2, y - size.getHeight() / 2, size.getWidth(), size.getHeight());
  }

  private double covered(Rectangle2D place) {
    Rectangle2D inside = place.createIntersection(bounds);
    double outside = area(place) - Math.max(0, area(inside));
    double covered = 2 * outside;
    for (Rectangle2D other : taken) {
      if (place.intersects(other)) {
        covered += 1 + area(place.createIntersection(other));
      }
    }
    return covered;
  }

  private static double area(Rectangle2D rectangle) {
    return rectangle.isEmpty() ? 0 : rectangle.getWidth() * rectangle.getHeight();
  }
}
