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
 * Made {@code sample-data/fabric}: grey micrographs of a woven fabric in MVTec AD's layout, normal ones to train on, normal and
 * damaged ones to test, masks of the damage. The pixels are the same on every platform.
 */
final class FabricGenerator {
	private static final long SEED = 20260;
	private static final List<String> DEFECTS = List.of(Specimen.BROKEN_THREAD, Specimen.FOREIGN_FIBRE, Specimen.STAIN);

	private FabricGenerator() {}

	/** Writes every image and mask, and the list of images, below the folder given as the only argument. */
	public static void main(String[] arguments) throws IOException {
		if (arguments.length != 1) throw new IllegalArgumentException("Expected one argument, the folder to write to, found " + arguments.length);
		Path folder = Path.of(arguments[0]);
		for (Specimen specimen : specimens()) {
			Specimen.Picture picture = specimen.picture();
			write(picture.image(), folder.resolve(specimen.imagePath()));
			if (!specimen.normal()) write(whiteWhere(picture.mask()), folder.resolve(specimen.maskPath()));
		}
		Files.write(folder.resolve("index.txt"), specimens().stream().map(Specimen::imagePath).sorted().toList());
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

	private static void write(byte[] pixels, Path file) throws IOException {
		BufferedImage image = new BufferedImage(Camera.SIZE, Camera.SIZE, BufferedImage.TYPE_BYTE_GRAY);
		System.arraycopy(pixels, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData(), 0, pixels.length);
		Files.createDirectories(file.getParent());
		ImageIO.write(image, "png", file.toFile());
	}
}
