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

/**
 * Photographs of human blood under a microscope, kept in the jar: red cells to learn from; red cells, white cells and
 * platelets to judge. Nobody drew them, and none was chosen by how well it is judged.
 */
public final class BloodSample {
	private static final String FOLDER = "blood-cells/";
	/** Names the images, as a jar does not list its folders. */
	private static final String INDEX = "index.txt";

	private BloodSample() {}

	/**
	 * The tiles with normal red cells only, in colour.
	 *
	 * @throws CancellationException if cancelled
	 */
	public static List<SampleImage> normal(Progress progress) throws IOException {
		return images("train/", progress);
	}

	/**
	 * The tiles to judge, in colour: red cells only, a white cell, or platelets.
	 *
	 * @throws CancellationException if cancelled
	 */
	public static List<SampleImage> toJudge(Progress progress) throws IOException {
		return images("test/", progress);
	}

	private static List<SampleImage> images(String split, Progress progress) throws IOException {
		List<String> names = names().stream().filter(name -> name.startsWith(split)).toList();
		List<SampleImage> images = new ArrayList<>();
		for (String name : names) {
			if (progress.isCancelled()) throw new CancellationException("Cancelled while the blood cells were read");
			progress.update(images.size(), names.size(), "Reading blood cells, " + (images.size() + 1) + " of " + names.size());
			try (InputStream file = open(name)) {
				images.add(new SampleImage(name, ImageIO.read(file)));
			}
		}
		return images;
	}

	/** The paths of all images. */
	static List<String> names() throws IOException {
		try (BufferedReader index = new BufferedReader(new InputStreamReader(open(INDEX), StandardCharsets.UTF_8))) {
			return index.lines().toList();
		}
	}

	private static InputStream open(String name) throws IOException {
		InputStream file = BloodSample.class.getResourceAsStream(FOLDER + name);
		if (file == null) throw new FileNotFoundException("The plugin's jar lacks " + FOLDER + name);
		return file;
	}
}
