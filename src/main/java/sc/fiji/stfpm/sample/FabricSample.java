package sc.fiji.stfpm.sample;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;

/**
 * Makes the sample images: grey micrographs of a woven fabric in MVTec AD's layout, normal ones to train on, normal and
 * damaged ones to test, masks of the damage. The pixels are the same on every platform.
 */
public final class SampleData {
	private static final long SEED = 20260;
	private static final List<String> DEFECTS = List.of(Specimen.BROKEN_THREAD, Specimen.FOREIGN_FIBRE, Specimen.STAIN);

	private SampleData() {}

	/** Writes the sample data into the folder given as the only argument. */
	public static void main(String[] arguments) throws IOException {
		if (arguments.length != 1) throw new IllegalArgumentException("Expected one argument, the folder to write to, found " + arguments.length);
		writeTo(Path.of(arguments[0]));
	}

	/** Writes every image and mask below a folder, over files of the same names. */
	public static void writeTo(Path folder) throws IOException {
		for (Specimen specimen : specimens()) {
			Specimen.Picture picture = specimen.picture();
			write(picture.image(), folder.resolve(specimen.imagePath()));
			if (!specimen.normal()) write(whiteWhere(picture.mask()), folder.resolve(specimen.maskPath()));
		}
	}

	/**
	 * A sample image in memory.
	 *
	 * @param name its path in the layout
	 * @param pixels {@link #SIZE} x {@link #SIZE} grey levels, row by row
	 */
	public record Image(String name, byte[] pixels) {}

	/** Width and height of every image, in pixels. */
	public static final int SIZE = Camera.SIZE;

	/** The normal images to train on. */
	public static List<Image> normal() {
		return images("train");
	}

	/** The normal and damaged images to judge. */
	public static List<Image> toJudge() {
		return images("test");
	}

	private static List<Image> images(String split) {
		return specimens().parallelStream().filter(s -> s.split().equals(split)).map(s -> new Image(s.imagePath(), s
			.picture().image())).toList();
	}

	/** All specimens: 36 to train on, 10 normal and 6 of each kind of defect to test. */
	static List<Specimen> specimens() {
		List<Specimen> specimens = new ArrayList<>();
		add(specimens, "train", Specimen.GOOD, 36);
		add(specimens, "test", Specimen.GOOD, 10);
		for (String defect : DEFECTS)
			add(specimens, "test", defect, 6);
		return specimens;
	}

	private static void add(List<Specimen> specimens, String split, String kind, int count) {
		for (int i = 0; i < count; i++)
			specimens.add(new Specimen(split, kind, i, SEED + specimens.size()));
	}

	static byte[] whiteWhere(boolean[] mask) {
		byte[] grey = new byte[mask.length];
		for (int p = 0; p < grey.length; p++)
			grey[p] = (byte) (mask[p] ? 255 : 0);
		return grey;
	}

	private static void write(byte[] grey, Path file) throws IOException {
		BufferedImage image = new BufferedImage(Camera.SIZE, Camera.SIZE, BufferedImage.TYPE_BYTE_GRAY);
		System.arraycopy(grey, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData(), 0, grey.length);
		Files.createDirectories(file.getParent());
		ImageIO.write(image, "png", file.toFile());
	}
}
