package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import sc.fiji.stfpm.Seed;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.pretrain.Photographs;
import sc.fiji.stfpm.pretrain.Pretrainer;
import sc.fiji.stfpm.pretrain.PretrainingOptions;
import sc.fiji.stfpm.pretrain.PretrainingTask;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.weights.BackboneWeights;

/** {@code stfpm pretrain}. */
@Command(name = "pretrain", mixinStandardHelpOptions = true, sortOptions = false,
	description = "Makes a teacher, a ResNet-18, on synthetic images that are made on the fly. The embedded teacher was made so.")
final class PretrainVerb implements Callable<Integer> {
	@Spec
	private CommandSpec spec;

	@Option(names = { "-o", "--output" }, required = true, paramLabel = "FILE",
		description = "The safetensors file to write; its state stands beside it while it is being made.")
	private Path output;

	@Option(names = "--task", defaultValue = "distil", paramLabel = "NAME",
		description = "distil: learn another teacher's features; classify: tell formulas apart; nothing: a random network. Default: ${DEFAULT-VALUE}.")
	private String task;

	@Option(names = "--imitate", paramLabel = "NAME|FILE", description = "The teacher whose features to learn, for distil.")
	private String imitated;

	@Option(names = "--images", paramLabel = "FOLDER",
		description = "Photographs or other images of which half of the images are pieces, for distil. Default: all are made up.")
	private Path images;

	@Option(names = "--start", paramLabel = "NAME|FILE", description = "A teacher whose weights to start from. Default: random ones.")
	private String start;

	@Option(names = "--name", paramLabel = "TEXT", description = "What the teacher is called. Default: the file's name.")
	private String name;

	@Option(names = "--steps", defaultValue = "5000", description = "Default: ${DEFAULT-VALUE}.")
	private int steps;

	@Option(names = "--batch", defaultValue = "8", description = "Images a step. Default: ${DEFAULT-VALUE}.")
	private int batch;

	@Option(names = "--side", defaultValue = "128", paramLabel = "PIXELS", description = "Of an image. Default: ${DEFAULT-VALUE}.")
	private int side;

	@Option(names = "--learning-rate", paramLabel = "RATE", description = "At the start. Default: ${DEFAULT-VALUE}.", defaultValue = "0.4")
	private double learningRate;

	@Option(names = "--classes", defaultValue = "200", description = "Formulas, for classify. Default: ${DEFAULT-VALUE}.")
	private int classes;

	@Option(names = "--seed", defaultValue = "" + Seed.DEFAULT, description = "Default: ${DEFAULT-VALUE}.")
	private long seed;

	@Option(names = "--device", defaultValue = "auto", description = "auto, cpu, gpu, gpu:N or mps. Default: ${DEFAULT-VALUE}.")
	private String device;

	@Option(names = "--resume", description = "Go on where an earlier run of the same recipe stopped.")
	private boolean resume;

	@Option(names = "--force", description = "Replace an existing file.")
	private boolean force;

	@Override
	public Integer call() throws IOException {
		PretrainingOptions options = options();
		ModelFile.checkWritable(output, force, "name another file or add --force to replace it");
		Pretrainer pretrainer = pretrainer(options);
		Path checkpoint = output.resolveSibling(output.getFileName() + ".checkpoint");
		ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
		BackboneWeights weights = pretrainer.train(checkpoint, resume, progress);
		String file = output.getFileName().toString();
		Teacher made = pretrainer.write(weights, name != null ? name : file.replaceFirst("\\.safetensors$", ""), output);
		Files.deleteIfExists(checkpoint);
		PrintWriter out = spec.commandLine().getOut();
		out.println("Teacher    " + made.label());
		out.println("Recipe     " + pretrainer.recipe());
		out.println(String.format(Locale.ROOT, "File       %s, %.2f MB", output, Files.size(output) / 1e6));
		return 0;
	}

	private PretrainingOptions options() {
		try {
			return new PretrainingOptions(PretrainingTask.of(task), seed, steps, batch, side, learningRate, classes);
		}
		catch (IllegalArgumentException e) {
			throw new ParameterException(spec.commandLine(), e.getMessage(), e);
		}
	}

	private Pretrainer pretrainer(PretrainingOptions options) throws IOException {
		Optional<Teacher> like = imitated == null ? Optional.empty() : Optional.of(TeacherStore.open(imitated));
		Optional<Teacher> from = start == null ? Optional.empty() : Optional.of(TeacherStore.open(start));
		Optional<Photographs> photographs = images == null ? Optional.empty() : Optional.of(Photographs.in(images));
		try {
			return new Pretrainer(options, like, from, photographs, ComputeDevice.of(device));
		}
		catch (IllegalArgumentException e) {
			throw new ParameterException(spec.commandLine(), e.getMessage(), e);
		}
	}
}
