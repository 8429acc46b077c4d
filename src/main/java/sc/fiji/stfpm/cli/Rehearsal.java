package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.files.FolderTree;
import sc.fiji.stfpm.sample.SampleData;
import sc.fiji.stfpm.sample.SampleImage;

/**
 * Does once, in silence and on a few sample images, what most runs of the command line do. The launchers have Java note the classes
 * that this needs, to have them ready at every later start.
 */
final class Rehearsal {
	private static final int IMAGES = 2;

	private Rehearsal() {}

	/** Prints nothing and leaves no file; the exit code is 0, or that of the first verb that failed. */
	public static void main(String[] args) throws IOException {
		System.setProperty("java.awt.headless", "true");
		System.exit(run());
	}

	static int run() throws IOException {
		Path folder = Files.createTempDirectory("stfpm-rehearsal");
		try {
			String normals = images(folder), model = folder.resolve("a.stfpm").toString();
			String[][] verbs = { { "--help" }, { "train", normals, "--teacher", "embedded", "--size", "64", "--model", model },
				{ "info", model },
				{ "detect", normals, "--model", model, "--output", folder.resolve("out").toString(), "--report", folder.resolve("out.html").toString() } };
			PrintWriter silent = new PrintWriter(Writer.nullWriter());
			for (String[] verb : verbs) {
				int code = StfpmCli.run(verb, silent, silent);
				if (code != 0) return code;
			}
			return 0;
		}
		finally {
			FolderTree.delete(folder);
		}
	}

	private static String images(Path folder) throws IOException {
		Path normals = Files.createDirectory(folder.resolve("normals"));
		List<SampleImage> samples = SampleData.WOVEN_FABRIC.normal(Progress.NONE).subList(0, IMAGES);
		for (int i = 0; i < IMAGES; i++)
			ImageIO.write(samples.get(i).pixels(), "png", normals.resolve(i + ".png").toFile());
		return normals.toString();
	}
}
