package sc.fiji.stfpm.ui;

import java.io.File;
import java.util.Set;
import java.util.stream.Stream;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import sc.fiji.stfpm.model.ModelFile;

/** The name that a dialog offers for a model to be trained: never an existing file's, in a folder that can be written to. */
public final class ModelName {
	/** Folders whose own names say nothing of what is in the images. */
	private static final Set<String> PLAIN = Set.of("train", "good", "ok", "normal", "images");

	private ModelName() {}

	/** For images that are not known yet. */
	public static File plain() {
		return unused("model", null);
	}

	/** Beside a folder of images, with its name. */
	public static File beside(File folder) {
		File named = folder.getAbsoluteFile();
		while (PLAIN.contains(named.getName().toLowerCase()) && named.getParentFile() != null)
			named = named.getParentFile();
		return unused(named.getName(), named.getParent());
	}

	/** Beside the file of an open image, with the image's name. */
	public static File of(ImagePlus image) {
		FileInfo info = image.getOriginalFileInfo();
		return unused(image.getTitle().replaceFirst("(?i)\\.(tiff?|png|jpe?g|gif|bmp|zip|dcm|avi|pgm)$", ""), info == null ? null
			: info.directory);
	}

	private static File unused(String name, String wanted) {
		String plain = name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]+", "_").strip();
		String base = plain.isEmpty() ? "model" : plain;
		String folder = Stream.of(wanted, IJ.getDirectory("default")).filter(ModelName::isUsable).findFirst().orElse(System.getProperty(
			"user.home"));
		File file = new File(folder, base + ModelFile.EXTENSION);
		for (int i = 2; file.exists(); i++)
			file = new File(folder, base + "-" + i + ModelFile.EXTENSION);
		return file;
	}

	private static boolean isUsable(String folder) {
		return folder != null && !folder.isBlank() && new File(folder).isDirectory() && new File(folder).canWrite();
	}
}
