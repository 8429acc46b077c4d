package sc.fiji.stfpm.workbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import ij.ImagePlus;
import ij.io.FileInfo;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.dataset.ImageFiles;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.dataset.Sample;
import sc.fiji.stfpm.image.ImageFile;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.ui.NormalImages;
import sc.fiji.stfpm.ui.PlaneName;

/** Finds the images in what a person names: files, folders, sets of labelled images, open images. */
final class ImageFinder {
	/**
	 * Images that were found.
	 *
	 * @param normals to learn from, where a set tells them apart
	 * @param images to be judged, or all
	 * @param labels of these; null where there is none
	 * @param problems what could not be used, with the reason
	 */
	record Found(List<GalleryImage> normals, List<GalleryImage> images, List<Label> labels, List<String> problems) {}

	private ImageFinder() {}

	/**
	 * The images of files and folders, folders below included. A folder of labelled images gives its normal images and those to test.
	 *
	 * @throws CancellationException if cancelled
	 */
	static Found in(List<Path> paths, Progress progress) {
		Found found = new Found(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
		for (Path path : paths)
			try {
				add(path, found, progress);
			}
			catch (IOException | IllegalArgumentException e) {
				found.problems.add(Reasons.of(e));
			}
		return found;
	}

	private static void add(Path path, Found found, Progress progress) throws IOException {
		if (!Files.isDirectory(path) || ImageReader.isImageFolder(path)) {
			if (isSet(path)) addSet(ImageSet.open(path), found, progress);
			else addFile(path.getFileName().toString(), path, null, found.images, found.labels, found.problems);
			return;
		}
		ImageSet.Layout layout = ImageSet.layoutOf(path);
		if (layout != ImageSet.Layout.PLAIN) {
			addSet(ImageSet.open(path), found, progress);
			return;
		}
		ImageFiles.Found files = ImageFiles.find(path, true);
		files.problems().forEach((file, reason) -> found.problems.add(file + ": " + reason));
		files.refused().forEach(file -> found.problems.add(file + ": a kind of file that is not read"));
		for (Path file : files.images()) {
			check(progress, found.images.size());
			addFile(ImageFiles.name(path, file), file, null, found.images, found.labels, found.problems);
		}
	}

	private static boolean isSet(Path file) {
		String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return name.endsWith(".csv") || name.endsWith(".json");
	}

	private static void addSet(ImageSet set, Found found, Progress progress) {
		for (Sample sample : set.normals()) {
			check(progress, found.normals.size());
			addFile(sample.name(), sample.image(), null, found.normals, new ArrayList<>(), found.problems);
		}
		for (Sample sample : set.test()) {
			check(progress, found.images.size());
			addFile(sample.name(), sample.image(), sample.anomalous() ? Label.ANOMALOUS : Label.NORMAL, found.images, found.labels,
				found.problems);
		}
	}

	private static void check(Progress progress, int count) {
		if (progress.isCancelled()) throw new CancellationException();
		progress.update(count, count + 1L, count + " images found");
	}

	private static void addFile(String name, Path path, Label label, List<GalleryImage> images, List<Label> labels,
		List<String> problems)
	{
		Path file = path.toAbsolutePath().normalize();
		try (ImageFile opened = ImageFile.open(file)) {
			boolean only = opened.slices() * opened.frames() == 1;
			for (int frame = 1; frame <= opened.frames(); frame++)
				for (int slice = 1; slice <= opened.slices(); slice++) {
					images.add(plane(new PlaneName(name, slice, frame, only), file));
					labels.add(label);
				}
		}
		catch (IOException e) {
			problems.add(Reasons.of(e));
		}
	}

	/** A plane of a file. */
	static GalleryImage plane(PlaneName name, Path file) {
		int slice = name.slice(), frame = name.frame();
		ImageSource source = new ImageSource() {
			@Override
			public String name() {
				return name.toString();
			}

			@Override
			public ImagePlane read() throws IOException {
				try (ImageFile opened = ImageFile.open(file)) {
					return opened.imagePlane(slice, frame);
				}
			}
		};
		return new GalleryImage(name.toString(), source, Optional.of(file), slice, frame, null);
	}

	/** Every slice and frame of an open image, by the slices' labels where they have some. */
	static List<GalleryImage> ofStack(ImagePlus image) {
		List<GalleryImage> planes = new ArrayList<>();
		Optional<Path> file = file(image);
		int slices = image.getNSlices();
		List<ImageSource> sources = NormalImages.ofStack(image);
		for (int i = 0; i < sources.size(); i++) {
			int slice = i % slices + 1, frame = i / slices + 1;
			planes.add(new GalleryImage(name(image, slice, frame), sources.get(i), file, slice, frame, image));
		}
		return planes;
	}

	/** The regions in the ROI Manager, or of the overlay, of an open image. */
	static List<GalleryImage> ofRois(ImagePlus image) {
		List<GalleryImage> parts = new ArrayList<>();
		for (ImageSource source : NormalImages.ofRois(image))
			parts.add(new GalleryImage(image.getTitle() + ", " + source.name(), source, Optional.empty(), image.getZ(), image.getT(), image));
		return parts;
	}

	/** The file that an open image is, as long as nobody changed it. */
	private static Optional<Path> file(ImagePlus image) {
		FileInfo info = image.getOriginalFileInfo();
		if (image.changes || info == null || info.directory == null || info.fileName == null || info.fileName.isEmpty()) return Optional
			.empty();
		try {
			return Optional.of(Path.of(info.directory, info.fileName).toAbsolutePath().normalize()).filter(Files::isRegularFile);
		}
		catch (InvalidPathException e) {
			return Optional.empty();
		}
	}

	private static String name(ImagePlus image, int slice, int frame) {
		if (image.getStackSize() == 1) return image.getTitle();
		String label = image.getStack().getShortSliceLabel(image.getStackIndex(1, slice, frame));
		if (label != null && !label.isBlank()) return label;
		return image.getTitle() + ", slice " + slice + (image.getNFrames() > 1 ? ", frame " + frame : "");
	}
}
