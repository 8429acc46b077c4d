package sc.fiji.stfpm.spark.detect;

import java.io.BufferedWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RemoteIterator;

import sc.fiji.stfpm.dataset.ImageFiles;
import sc.fiji.stfpm.dataset.PathPattern;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.spark.cluster.HadoopFiles;

/**
 * Lists the images of files, folders and patterns, by the rules of a single machine, into a file of lines ({@link Input#line}) that executors
 * read: a million names are no load for the driver.
 */
final class InputList {
	private final Configuration conf;
	private final boolean recursive;
	private Writer lines;
	private int images;
	private int others;
	private boolean overlapping;

	/** @param recursive whether to go into folders below */
	InputList(boolean recursive, Configuration conf) {
		this.recursive = recursive;
		this.conf = conf;
	}

	/**
	 * Writes the list.
	 *
	 * @param inputs files, folders or patterns, with or without a scheme
	 * @throws IOException if one does not exist, or there is no image at all
	 */
	void write(List<String> inputs, org.apache.hadoop.fs.Path list) throws IOException {
		List<org.apache.hadoop.fs.Path> found = new ArrayList<>();
		for (String input : inputs)
			found.addAll(expand(input));
		overlapping = found.size() > 1;
		org.apache.hadoop.fs.Path root = root(found);
		HadoopFiles.write(list, conf, out -> {
			lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
			for (org.apache.hadoop.fs.Path each : found)
				add(each, root);
			lines.flush();
			if (images == 0) throw new IOException("No image to judge in " + String.join(", ", inputs) + (recursive ? ""
				: "; folders below were not looked at") + "; looked for " + String.join(", ", ImageReader.extensions()));
		});
	}

	/** How many lines were written. */
	int images() {
		return images;
	}

	/** Whether an image may be there more than once, as one input may be in another. */
	boolean isOverlapping() {
		return overlapping;
	}

	/** Files that are no images by their names, and were left out. */
	int others() {
		return others;
	}

	private List<org.apache.hadoop.fs.Path> expand(String input) throws IOException {
		List<org.apache.hadoop.fs.Path> found = new ArrayList<>();
		if (!HadoopFiles.hasScheme(input)) {
			for (Path each : PathPattern.expand(input)) {
				if (!Files.exists(each)) throw new IOException(each + ": no such file or folder");
				found.add(HadoopFiles.path(each.toString(), conf));
			}
			return found;
		}
		org.apache.hadoop.fs.Path path = HadoopFiles.path(input, conf);
		FileStatus[] matches = path.getFileSystem(conf).globStatus(path);
		if (matches == null || matches.length == 0) throw new IOException(input + ": no such file or folder");
		for (FileStatus match : matches)
			found.add(match.getPath());
		return found;
	}

	/** What all have in common, so that names are those below it. */
	private org.apache.hadoop.fs.Path root(List<org.apache.hadoop.fs.Path> inputs) throws IOException {
		org.apache.hadoop.fs.Path root = null;
		for (org.apache.hadoop.fs.Path input : inputs) {
			org.apache.hadoop.fs.Path folder = isFolder(input) ? input : input.getParent();
			if (root == null) root = folder;
			while (root != null && !isBelow(folder, root))
				root = root.getParent();
			if (root == null) throw new IOException(inputs + " have no folder in common; judge them one after the other, or name them in a table");
		}
		return root;
	}

	private static boolean isBelow(org.apache.hadoop.fs.Path path, org.apache.hadoop.fs.Path folder) {
		for (org.apache.hadoop.fs.Path each = path; each != null; each = each.getParent())
			if (each.equals(folder)) return true;
		return false;
	}

	private static String name(org.apache.hadoop.fs.Path root, org.apache.hadoop.fs.Path file) {
		String above = root.toUri().getPath(), name = file.toUri().getPath();
		return name.substring(above.endsWith("/") ? above.length() : above.length() + 1);
	}

	/** Whether there are images in it, rather than that it is one. */
	private boolean isFolder(org.apache.hadoop.fs.Path path) throws IOException {
		var here = HadoopFiles.local(path);
		if (here.isPresent()) return Files.isDirectory(here.get()) && !ImageReader.isImageFolder(here.get());
		return path.getFileSystem(conf).getFileStatus(path).isDirectory() && !isImageFolder(path);
	}

	/** The name of an OME-Zarr tells, or what lies in it. */
	private boolean isImageFolder(org.apache.hadoop.fs.Path folder) throws IOException {
		FileSystem files = folder.getFileSystem(conf);
		return folder.getName().endsWith(".zarr") || files.exists(new org.apache.hadoop.fs.Path(folder, ".zattrs"));
	}

	private void add(org.apache.hadoop.fs.Path input, org.apache.hadoop.fs.Path root) throws IOException {
		if (!isFolder(input)) {
			add(input, root, "");
			return;
		}
		var here = HadoopFiles.local(input);
		if (here.isEmpty()) {
			walk(input, root);
			return;
		}
		ImageFiles.Found found = ImageFiles.find(here.get(), recursive);
		others += found.others();
		for (Path image : found.images())
			if (!sc.fiji.stfpm.ui.ResultFolder.isResult(image)) add(HadoopFiles.path(image.toString(), conf), root, "");
		for (Path refused : found.refused())
			add(HadoopFiles.path(refused.toString(), conf), root, "");
		for (Map.Entry<Path, String> problem : found.problems().entrySet())
			add(HadoopFiles.path(problem.getKey().toString(), conf), root, problem.getValue());
	}

	private void walk(org.apache.hadoop.fs.Path folder, org.apache.hadoop.fs.Path root) throws IOException {
		RemoteIterator<FileStatus> entries;
		try {
			entries = folder.getFileSystem(conf).listStatusIterator(folder);
		}
		catch (FileNotFoundException e) {
			throw new IOException(folder + ": no such folder", e);
		}
		while (entries.hasNext()) {
			FileStatus entry = entries.next();
			org.apache.hadoop.fs.Path path = entry.getPath();
			if (path.getName().startsWith(".") || path.getName().startsWith("_")) continue;
			if (entry.isDirectory() && isImageFolder(path)) add(path, root, "");
			else if (entry.isDirectory()) {
				if (recursive) walk(path, root);
			}
			else if (isImage(path)) add(path, root, "");
			else others++;
		}
	}

	private static boolean isImage(org.apache.hadoop.fs.Path file) {
		Path name = Path.of(file.getName());
		return ImageReader.isImage(name) || ImageReader.isRefused(name);
	}

	private void add(org.apache.hadoop.fs.Path file, org.apache.hadoop.fs.Path root, String problem) {
		images++;
		try {
			lines.write(new Input(file.toString(), name(root, file), problem).line() + "\n");
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
