package sc.fiji.stfpm.sample;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import javax.imageio.ImageIO;

import sc.fiji.stfpm.Progress;

/** Images to try the software on, kept in the jar in the layout of MVTec AD. */
public enum SampleData {
	/** Threads to learn from; broken threads, foreign fibres and stains to find. 8-bit grey, drawn by a generator. */
	WOVEN_FABRIC("fabric"),
	/**
	 * Photographs of human blood, in colour: red cells to learn from, white cells and platelets to find. Nobody drew them, and
	 * none was chosen by how well it is judged.
	 */
	BLOOD_CELLS("blood-cells");

	/** Names the images, as a jar does not list its folders. */
	private static final String INDEX = "index.txt";

	private final String folder;

	SampleData(String folder) {
		this.folder = folder;
	}

	/**
	 * The normal images to learn from.
	 *
	 * @throws CancellationException if cancelled
	 */
	public List<SampleImage> normal(Progress progress) throws IOException {
		return images("train/", progress);
	}

	/**
	 * The normal and anomalous images to judge.
	 *
	 * @throws CancellationException if cancelled
	 */
	public List<SampleImage> toJudge(Progress progress) throws IOException {
		return images("test/", progress);
	}

	private List<SampleImage> images(String split, Progress progress) throws IOException {
		List<String> names = names().stream().filter(name -> name.startsWith(split)).toList();
		List<SampleImage> images = new ArrayList<>();
		for (String name : names) {
			if (progress.isCancelled()) throw new CancellationException("Cancelled while the sample was read");
			progress.update(images.size(), names.size(), "Reading " + folder + ", " + (images.size() + 1) + " of " + names.size());
			try (InputStream file = open(name)) {
				images.add(new SampleImage(name, ImageIO.read(file)));
			}
		}
		return images;
	}

	/** The paths of all images. */
	List<String> names() throws IOException {
		try (BufferedReader index = new BufferedReader(new InputStreamReader(open(INDEX), StandardCharsets.UTF_8))) {
			return index.lines().toList();
		}
	}

	private InputStream open(String name) throws IOException {
		String path = folder + "/" + name;
		InputStream file = SampleData.class.getResourceAsStream(path);
		if (file == null) throw new FileNotFoundException("The plugin's jar lacks " + path);
		return file;
	}
}
