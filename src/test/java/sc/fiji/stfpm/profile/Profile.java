package sc.fiji.stfpm.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.GsonBuilder;

import sc.fiji.stfpm.cli.StfpmCli;
import sc.fiji.stfpm.network.LayerShares;
import sc.fiji.stfpm.testing.CommandLineRun;
import sc.fiji.stfpm.testing.ImageFolder;

/**
 * Where the time goes: trains the {@code memory} preset and detects a folder with the command line, each in a virtual machine of its own that
 * a flight recorder looks at, and prints the time by stages, operators, methods, threads and what is allocated. {@code mvn -q -Pprofile};
 * recordings and {@code profile.json} stay in {@code target/profile}.
 */
final class Profile {
	private static final int SIDE = 256;

	private final Path folder;

	private Profile(Path folder) {
		this.folder = folder;
	}

	/** @param args folder for the results, images to learn from, images to detect */
	public static void main(String[] args) throws Exception {
		Path folder = Files.createDirectories(Path.of(args[0]));
		int normals = Integer.parseInt(args[1]), images = Integer.parseInt(args[2]);
		ImageFolder.write(folder.resolve("images/train/good"), normals, SIDE, 0);
		ImageFolder.write(folder.resolve("images/test"), images, SIDE, 10_000);
		Profile profile = new Profile(folder);
		Path model = folder.resolve("profile.stfpm");
		List<StageTable> tables = new ArrayList<>();
		tables.add(profile.run("Training, preset memory", normals, "train", folder.resolve("images"), "--size", SIDE, "--teacher", "embedded", "--force", "--model",
			model));
		tables.add(profile.run("Detection, folder to results", images, "detect", folder.resolve("images/test"), "--model", model, "--output", folder
			.resolve("results")));
		double[] layers = LayerShares.of(SIDE);
		tables.forEach(StageTable::print);
		System.out.println(String.format(Locale.ROOT, "%nThe teacher's time by layers: stem and layer1 %.0f %%, layer2 %.0f %%, layer3 %.0f %%",
			100 * layers[0], 100 * layers[1], 100 * layers[2]));
		Files.writeString(folder.resolve("profile.json"), new GsonBuilder().setPrettyPrinting().create().toJson(Map.of("runs", tables.stream().map(
			StageTable::json).toList(), "teacher_layers", layers)));
	}

	private StageTable run(String title, int images, Object... args) throws IOException, InterruptedException {
		Path file = folder.resolve(args[0] + ".jfr");
		List<String> options = new ArrayList<>(Recording.OPTIONS);
		options.set(options.size() - 1, options.get(options.size() - 1) + file);
		Instant began = Instant.now();
		CommandLineRun.of(options, StfpmCli.class, args).await();
		Instant ended = Instant.now();
		return new StageTable(title, Recording.read(file), began, ended, images);
	}
}
