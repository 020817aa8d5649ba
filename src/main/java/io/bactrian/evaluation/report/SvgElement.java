package io.bactrian.evaluation.report;

import java.util.Locale;
import java.util.regex.Pattern;

/** Makes an element of a page from a document that VectorGraphics2D wrote. */
final class SvgElement {

  private static final Pattern BEFORE_CONTENT = Pattern.compile("^.*?<svg[^>]*>", Pattern.DOTALL);
  private static final Pattern CLIP = Pattern.compile("(id=\"|url\\(#)clip");
  private static final Pattern FONT = Pattern.compile("font-family:&quot;[^&]*&quot;;");
  private static final Pattern NEEDLESS_DIGITS = Pattern.compile("(\\.\\d\\d)\\d+");

  private SvgElement() {}

  /**
   * Lets the page say ink and font, and keeps the names of clips apart from those of other
   * elements.
   *
   * @param id unique on the page
   */
  static String of(String document, int width, int height, String id, String description) {
    String content = BEFORE_CONTENT.matcher(document).replaceFirst("");
    content = CLIP.matcher(content).replaceAll("$1" + id);
    content = FONT.matcher(content).replaceAll("");
    content = NEEDLESS_DIGITS.matcher(content).replaceAll("$1");
    content = content.replace(ink(), "currentColor");
    return "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\">%s"
        .formatted(Html.escaped(description), width, height, content);
  }

  private static String ink() {
    return String.format(
        Locale.ROOT,
        "rgb(%d,%d,%d)",
        PlotFrame.INK.getRed(),
        PlotFrame.INK.getGreen(),
        PlotFrame.INK.getBlue());
  }
}
