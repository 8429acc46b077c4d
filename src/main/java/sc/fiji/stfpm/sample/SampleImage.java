package sc.fiji.stfpm.sample;

import java.awt.image.BufferedImage;

/**
 * One image of a sample.
 *
 * @param name its path in the layout of MVTec AD, such as {@code test/stain/000.png}
 */
public record SampleImage(String name, BufferedImage pixels) {}
