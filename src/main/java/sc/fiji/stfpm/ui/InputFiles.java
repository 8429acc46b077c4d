package sc.fiji.stfpm.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.stfpm.dataset.ImageFiles;
import sc.fiji.stfpm.image.ImageReader;

/**
 * What a run is to judge.
 *
 * @param files by the names that they have in the results: paths below the folder, or below what several inputs have in
 *          common, with forward slashes
 * @param problems reasons by name, for what could not be looked into
 * @param others how many files were left out that are no images, by their names
 */
record InputFiles(Map<String, Path> files, Map<String, String> problems, int others) {
	/**
	 * Looks for images. Results of earlier runs are none, except where they are named themselves.
	 *
	 * @param inputs files and folders
	 * @throws IOException if one does not exist, or there is no image at all
	 */
	static InputFiles of(List<Path> inputs, boolean recursive) throws IOException {
		for (Path input : inputs)
			if (!Files.exists(input)) throw new IOException(input + ": no such file or folder");
		Path root = root(inputs);
		Map<String, Path> files = new LinkedHashMap<>();
		Map<String, String> problems = new LinkedHashMap<>();
		int results = 0, others = 0;
		for (Path input : inputs) {
			Path absolute = absolute(input);
			if (!isFolder(absolute)) {
				files.put(ImageFiles.name(root, absolute), absolute);
				continue;
			}
			ImageFiles.Found found = ImageFiles.find(absolute, recursive);
			for (Path image : found.images()) {
				if (ResultNames.isResult(image)) results++;
				else files.put(ImageFiles.name(root, image), image);
			}
			// Judged, too, to be refused by name.
			for (Path file : found.refused())
				files.put(ImageFiles.name(root, file), file);
			others += found.others();
			found.problems().forEach((path, reason) -> problems.put(ImageFiles.name(root, path), reason));
		}
		if (files.isEmpty()) throw new IOException(none(inputs, recursive, results, problems));
		return new InputFiles(files, problems, others);
	}

	private static String none(List<Path> inputs, boolean recursive, int results, Map<String, String> problems) {
		StringBuilder text = new StringBuilder("No image to judge in ").append(inputs.size() == 1 ? inputs.get(0) : inputs);
		if (!recursive) text.append("; folders below were not looked at");
		if (results > 0) text.append("; ").append(results).append(" maps and overlays of an earlier run are not judged");
		problems.forEach((name, reason) -> text.append("; ").append(name).append(": ").append(reason));
		return text.append("; looked for ").append(String.join(", ", ImageReader.extensions())).toString();
	}

	/** Whether there are images in it, rather than that it is one. */
	private static boolean isFolder(Path input) {
		return Files.isDirectory(input) && !ImageReader.isImageFolder(input);
	}

	private static Path absolute(Path input) {
		return input.toAbsolutePath().normalize();
	}

	private static Path root(List<Path> inputs) throws IOException {
		Path root = null;
		for (Path input : inputs) {
			Path folder = isFolder(input) ? absolute(input) : absolute(input).getParent();
			if (root == null) root = folder;
			while (root != null && !folder.startsWith(root))
				root = root.getParent();
			if (root == null) throw new IOException(inputs + " have no folder in common; judge them one after the other");
		}
		return root;
	}
}
