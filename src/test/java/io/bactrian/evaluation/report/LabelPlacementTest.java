package io.bactrian.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Dimension;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelPlacementTest {

  private static final Rectangle2D BOUNDS = new Rectangle2D.Double(0, 0, 600, 400);
  private static final Dimension SIZE = new Dimension(90, 14);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void twelve_labels_in_a_crowd_cover_neither_each_other_nor_a_point(long seed) {
    var random = new Random(seed);
    List<Point2D> points = new ArrayList<>();
    List<Rectangle2D> taken = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      var point = new Point2D.Double(150 + random.nextInt(150), 100 + random.nextInt(150));
      points.add(point);
      taken.add(new Rectangle2D.Double(point.x - 5, point.y - 5, 10, 10));
    }
    var placement = new LabelPlacement(BOUNDS, taken);
    List<Rectangle2D> labels = points.stream().map(p -> placement.place(p, SIZE)).toList();
    for (Rectangle2D label : labels) {
      assertThat(BOUNDS.contains(label)).isTrue();
      assertThat(taken).noneMatch(label::intersects);
      assertThat(labels).filteredOn(label::intersects).containsExactly(label);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 300, 595})
  void a_label_alone_is_close_to_its_point_and_inside(int x) {
    var point = new Point2D.Double(x, 200);
    Rectangle2D label = new LabelPlacement(BOUNDS, List.of()).place(point, SIZE);
    assertThat(BOUNDS.contains(label)).isTrue();
    label.add(point);
    assertThat(label.getWidth()).isLessThanOrEqualTo(SIZE.width + 12);
  }
}
