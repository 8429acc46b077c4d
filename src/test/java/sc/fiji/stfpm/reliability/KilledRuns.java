package sc.fiji.stfpm.reliability;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import javax.imageio.ImageIO;

import sc.fiji.stfpm.cli.StfpmCli;
import sc.fiji.stfpm.files.FolderTree;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.testing.JavaProcess;
import sc.fiji.stfpm.testing.Models;

/**
 * Kills the command line at random moments, as {@code kill -9} does, starts it again, and looks at what it leaves:
 * {@code mvn -q -Preliability-kills}. What is told of each job is a row of {@code docs/reliability.md}.
 */
final class KilledRuns {
	private final Path root;
	private final Random random;
	private int kills;
	private int completed;
	private int broken;
	private int different;
	private long leftovers;

	private KilledRuns(Path root, long seed) {
		this.root = root;
		random = new Random(seed);
	}

	/** @param args folder to work in, number of kills, seed */
	public static void main(String[] args) throws IOException, InterruptedException {
		Path root = Path.of(args[0]).toAbsolutePath();
		int kills = Integer.parseInt(args[1]);
		System.out.println("| what | kills | completed after them | files with a final name that cannot be read | other results than an"
			+ " undisturbed run | left after a complete run |\n|---|---|---|---|---|---|");
		List<Job> jobs = Job.all();
		boolean well = true;
		for (Job job : jobs) {
			KilledRuns runs = new KilledRuns(root, Long.parseLong(args[2]));
			runs.kill(job, kills / jobs.size());
			System.out.printf(Locale.ROOT, "| %s | %d | %d | %d | %d | %d |%n", job.name(), runs.kills, runs.completed, runs.broken,
				runs.different, runs.leftovers);
			well &= runs.completed > 0 && runs.broken == 0 && runs.different == 0 && runs.leftovers == 0;
		}
		System.exit(well ? 0 : 1);
	}

	private void kill(Job job, int wanted) throws IOException, InterruptedException {
		Path folder = prepare();
		long began = System.nanoTime();
		if (!run(job, folder, Long.MAX_VALUE)) throw new IOException(job.name() + " failed undisturbed");
		long whole = (System.nanoTime() - began) / 1_000_000;
		String expected = job.result().of(folder);
		folder = prepare();
		while (kills < wanted) {
			if (!run(job, folder, (long) (whole * (0.2 + 0.9 * random.nextDouble())))) {
				kills++;
				broken += job.broken(folder);
				continue;
			}
			compare(job, folder, expected);
			folder = prepare();
		}
		if (!run(job, folder, Long.MAX_VALUE)) throw new IOException(job.name() + " failed after it was killed");
		compare(job, folder, expected);
	}

	private void compare(Job job, Path folder, String expected) throws IOException {
		completed++;
		if (!job.result().of(folder).equals(expected)) different++;
		broken += job.broken(folder);
		leftovers += Job.leftovers(folder);
	}

	/** @return whether it came to its end */
	private static boolean run(Job job, Path folder, long milliseconds) throws IOException, InterruptedException {
		Path log = folder.resolve("log.txt");
		Process process = JavaProcess.builder(List.of(), StfpmCli.class, job.arguments().toArray()).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log
			.toFile()).start();
		if (!process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
			process.destroyForcibly().waitFor();
			return false;
		}
		if (process.exitValue() != 0) throw new IOException(job.name() + " failed: " + Files.readString(log));
		return true;
	}

	/** An empty folder with a labelled set and a model. */
	private Path prepare() throws IOException {
		Path folder = root.resolve("work");
		FolderTree.delete(folder);
		for (int i = 0; i < 40; i++) {
			picture(folder.resolve("set/train/good/" + i + ".png"), i, false);
			picture(folder.resolve("set/test/good/" + i + ".png"), 100 + i, false);
			picture(folder.resolve("set/test/hole/" + i + ".png"), 200 + i, true);
		}
		ModelFile.write(folder.resolve("a.stfpm"), Models.memory(Mode.WHOLE, 64).selfContained(Models.teacher().weights()));
		return folder;
	}

	private static void picture(Path file, int seed, boolean hole) throws IOException {
		Files.createDirectories(file.getParent());
		Random random = new Random(seed);
		BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
		for (int y = 0; y < 64; y++)
			for (int x = 0; x < 64; x++)
				image.getRaster().setSample(x, y, 0, hole && x > 20 && x < 40 && y > 20 && y < 40 ? 0 : (int) (120 + 60 * Math.sin(
					x / 3.0 + seed) + 20 * random.nextDouble()));
		ImageIO.write(image, "png", file.toFile());
	}
}
