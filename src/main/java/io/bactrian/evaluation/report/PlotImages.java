package io.bactrian.evaluation.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Plots as pictures. */
final class PlotImages {

  private static final int SHARPNESS = 2;

  private PlotImages() {}

  /** A picture on white ground, of twice as many pixels, for screens that have them. */
  static byte[] png(Plot plot) throws IOException {
    var image =
        new BufferedImage(
            plot.width() * SHARPNESS, plot.height() * SHARPNESS, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(SHARPNESS, SHARPNESS);
    plot.paint(graphics);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.setUseCache(false);
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  /**
   * An element for a page, on its ground and in its ink.
   *
   * @param id of letters and digits, unique on its page
   */
  static String svg(Plot plot, String id, String description) throws IOException {
    var graphics = new VectorGraphics2D();
    plot.paint(graphics);
    var bytes = new ByteArrayOutputStream();
    Processors.get("svg")
        .getDocument(graphics.getCommands(), new PageSize(plot.width(), plot.height()))
        .writeTo(bytes);
    return SvgElement.of(bytes.toString(UTF_8), plot.width(), plot.height(), id, description);
  }
}
