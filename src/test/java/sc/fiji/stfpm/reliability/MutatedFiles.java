package sc.fiji.stfpm.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.stfpm.teacher.KnownTeacher;
import sc.fiji.stfpm.teacher.TeacherProbe;
import sc.fiji.stfpm.train.CheckpointProbe;

/**
 * Damages files of all kinds at random and counts what is refused, what makes no difference, and what is read as something
 * else: {@code mvn -q -Preliability -Dreliability.seed=1}.
 */
final class MutatedFiles {
	private static final int[] OF_MODELS = { 7600, 1200, 600, 600 };
	private static final int OF_LARGE = 400, OF_SMALL = 20_000, SHOWN = 12;

	private MutatedFiles() {}

	public static void main(String[] args) throws IOException {
		long seed = args.length > 0 ? Long.parseLong(args[0]) : 1;
		Path folder = Files.createTempDirectory("mutated");
		List<MutatedKind> done = new ArrayList<>();
		System.out.println(MutatedKind.head());
		List<MutatedKind> models = MutatedModels.all(folder);
		for (int i = 0; i < OF_MODELS.length; i++)
			done.add(report(models.get(i).run(OF_MODELS[i], seed)));
		Path checkpoint = folder.resolve("checkpoint"), teacher = folder.resolve("small.safetensors");
		CheckpointProbe.write(checkpoint);
		done.add(report(new MutatedKind("checkpoint of a training", checkpoint, CheckpointProbe::read).run(OF_LARGE, seed)));
		TeacherProbe.writeTeacher(teacher);
		KnownTeacher known = TeacherProbe.known(teacher);
		done.add(report(new MutatedKind("known teacher", teacher, file -> TeacherProbe.readKnown(known, file)).run(OF_LARGE,
			seed)));
		done.add(report(new MutatedKind("weights of no known teacher, safetensors", teacher, TeacherProbe::readTeacher).run(
			OF_LARGE, seed)));
		for (boolean legacy : new boolean[] { false, true }) {
			Path pth = folder.resolve(legacy + ".pth");
			TeacherProbe.writeCheckpoint(pth, legacy);
			done.add(report(new MutatedKind("weights of no known teacher, PyTorch's " + (legacy ? "older layout" : "archive"), pth,
				TeacherProbe::readTensors).run(OF_SMALL, seed)));
		}
		for (MutatedKind kind : done)
			kind.findings.stream().limit(SHOWN).forEach(finding -> System.out.println("- " + kind.name + ", " + finding));
	}

	private static MutatedKind report(MutatedKind kind) {
		System.out.println(kind.row());
		return kind;
	}
}
