package sc.fiji.stfpm.sample;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import javax.imageio.ImageIO;

import sc.fiji.stfpm.Progress;

/**
 * Makes grey micrographs of a woven fabric in MVTec AD's layout, normal ones to train on, normal and damaged ones to test,
 * masks of the damage. The pixels are the same on every platform.
 */
public final class FabricSample {
	private static final long SEED = 20260;
	private static final List<String> DEFECTS = List.of(Specimen.BROKEN_THREAD, Specimen.FOREIGN_FIBRE, Specimen.STAIN);

	private FabricSample() {}

	/** Writes the sample into the folder given as the only argument. */
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
	 * The normal images to train on, 8-bit grey.
	 *
	 * @throws CancellationException if cancelled
	 */
	public static List<SampleImage> normal(Progress progress) {
		return images("train", progress);
	}

	/**
	 * The normal and damaged images to judge, 8-bit grey.
	 *
	 * @throws CancellationException if cancelled
	 */
	public static List<SampleImage> toJudge(Progress progress) {
		return images("test", progress);
	}

	/** Made on all processors, handed over and reported on the caller's thread. */
	private static List<SampleImage> images(String split, Progress progress) {
		List<CompletableFuture<SampleImage>> pictures = specimens().stream().filter(s -> s.split().equals(split)).map(
			s -> CompletableFuture.supplyAsync(() -> new SampleImage(s.imagePath(), grey(s.picture().image())))).toList();
		List<SampleImage> images = new ArrayList<>();
		for (CompletableFuture<SampleImage> picture : pictures) {
			if (progress.isCancelled()) {
				pictures.forEach(p -> p.cancel(false));
				throw new CancellationException("Cancelled while the fabric was made");
			}
			progress.update(images.size(), pictures.size(), "Weaving fabric, " + (images.size() + 1) + " of " + pictures.size());
			images.add(picture.join());
		}
		return images;
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

	private static BufferedImage grey(byte[] pixels) {
		BufferedImage image = new BufferedImage(Camera.SIZE, Camera.SIZE, BufferedImage.TYPE_BYTE_GRAY);
		System.arraycopy(pixels, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData(), 0, pixels.length);
		return image;
	}

	private static void write(byte[] pixels, Path file) throws IOException {
		Files.createDirectories(file.getParent());
		ImageIO.write(grey(pixels), "png", file.toFile());
	}
}
