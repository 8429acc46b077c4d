package sc.fiji.stfpm.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import sc.fiji.stfpm.teacher.DefaultTeacher;
import sc.fiji.stfpm.teacher.EmbeddedTeacher;
import sc.fiji.stfpm.teacher.KnownTeacher;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherDownload;
import sc.fiji.stfpm.teacher.TeacherStore;

/** {@code stfpm teacher}. */
@Command(name = "teacher", mixinStandardHelpOptions = true,
	description = "Lists the teachers that there are, downloads a published one, or imports a weight file.")
final class TeacherVerb implements Callable<Integer> {
	/** What to do instead of listing. */
	private static final class Action {
		@Option(names = "--download", paramLabel = "ID",
			description = "Fetch a published teacher into the folder of teachers; naming it is your consent.")
		private String download;

		@Option(names = "--import", paramLabel = "FILE",
			description = "Copy a safetensors or PyTorch file with torchvision's names into the folder of teachers.")
		private Path file;
	}

	@Spec
	private CommandSpec spec;

	@ArgGroup(exclusive = true)
	private Action action;

	@Option(names = "--force", description = "Let --import replace a file of the same name.")
	private boolean force;

	@Override
	public Integer call() throws IOException {
		PrintWriter out = spec.commandLine().getOut();
		if (action == null) list(out);
		else if (action.download != null) use(out, download(known(action.download)));
		else use(out, TeacherStore.importFile(action.file, force));
		return 0;
	}

	private KnownTeacher known(String id) {
		return KnownTeacher.of(id).orElseThrow(() -> new ParameterException(spec.commandLine(), "There is no teacher '" + id
			+ "' to download; there are " + String.join(", ", KnownTeacher.ALL.stream().map(KnownTeacher::id).toList())));
	}

	private Teacher download(KnownTeacher known) throws IOException {
		ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
		progress.note("Fetching " + known.description());
		return TeacherDownload.fetch(known, progress);
	}

	private static void use(PrintWriter out, Teacher teacher) {
		out.println("Teacher " + teacher.label() + " is " + teacher.origin());
		out.println("Default for training: " + DefaultTeacher.description());
	}

	private static void list(PrintWriter out) throws IOException {
		out.println("Default for training:");
		out.println("  " + DefaultTeacher.description());
		out.println("Embedded:");
		for (EmbeddedTeacher embedded : EmbeddedTeacher.values())
			out.println("  " + embedded.id() + "  " + embedded.get().label() + ", " + embedded.get().origin());
		out.println("In " + TeacherStore.folder() + ":");
		for (Path file : TeacherStore.stored())
			out.println("  " + file.getFileName() + "  " + label(file));
		out.println("To download (--download ID):");
		for (KnownTeacher known : KnownTeacher.ALL)
			out.println("  " + known.description());
	}

	/** One bad file does not hide the others. */
	private static String label(Path file) {
		try {
			return TeacherStore.open(file.getFileName().toString()).label();
		}
		catch (IOException e) {
			return e.getMessage();
		}
	}
}
