package sc.fiji.stfpm.workbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ij.io.OpenDialog;
import sc.fiji.stfpm.model.ModelFile;

/** A name for a new model. */
final class ModelTarget {
	private ModelTarget() {}

	/** Beside the folder of the images, and called after it; never a file that exists. */
	static Path of(List<Entry> normals) {
		String name = "model";
		Path folder = folder();
		if (!normals.isEmpty()) {
			GalleryImage first = normals.get(0).image();
			Path images = first.file().map(Path::getParent).orElse(null);
			if (images != null && images.getFileName() != null) {
				name = images.getFileName().toString();
				if (images.getParent() != null && Files.isWritable(images.getParent())) folder = images.getParent();
			}
			else if (first.open() != null) name = first.open().getTitle();
		}
		String start = name.replaceFirst("\\.[^.]{1,4}$", "").replaceAll("[^\\p{L}\\p{N}._-]+", "-").replaceAll("^-+|-+$", "");
		Path target = folder.resolve(start + ModelFile.EXTENSION);
		for (int i = 2; Files.exists(target); i++)
			target = folder.resolve(start + "-" + i + ModelFile.EXTENSION);
		return target;
	}

	private static Path folder() {
		String last = OpenDialog.getDefaultDirectory();
		Path folder = last == null ? null : Path.of(last);
		return folder != null && Files.isWritable(folder) ? folder : Path.of(System.getProperty("user.home"));
	}
}
