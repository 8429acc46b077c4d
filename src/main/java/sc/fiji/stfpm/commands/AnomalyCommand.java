package sc.fiji.stfpm.commands;

import java.awt.Component;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.scijava.AbstractContextual;
import org.scijava.Cancelable;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.TaskService;

import ij.ImagePlus;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.network.EngineUnavailableException;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.OwnPlot;
import sc.fiji.stfpm.ui.Session;

/**
 * What all commands have in common. A macro's key is a field's name in lower case; no key of a command is a suffix of
 * another. A failure is a {@link CommandFailedException}. Cancelling is none; it leaves nothing behind but what the user
 * chose to keep.
 * <p>
 * Commands have no place in SciJava's menu. The menu entries are those of {@code plugins.config}, in Fiji as in plain
 * ImageJ, so that dialogs, macros and the recorder work alike in both.
 */
public abstract class AnomalyCommand extends AbstractContextual implements Command, Cancelable {
	/** Keeps Fiji from recording what the menu entries record. */
	static final String NO_RECORD = "no-record";
	/** Marks a parameter that dialogs show only where the user asks for more. */
	public static final String ADVANCED = "advanced";
	/** Names the choice with which a parameter counts: {@code name=value|value}, or {@code name!=value}. */
	public static final String WHEN = "when";
	/** Names what dialogs offer for a text, {@value #TEACHERS}, {@value #MODEL_TEACHERS} or {@value #DEVICES}; macros may write more. */
	public static final String OFFER = "offer";
	public static final String TEACHERS = "teachers";
	public static final String MODEL_TEACHERS = "teachers of a model";
	public static final String DEVICES = "devices";
	/** What lets the software decide. */
	static final String AUTO = "auto";
	/** What a device input takes. */
	static final String DEVICE_HELP = "auto, cpu, gpu, gpu:N or mps.";
	static final String SIZE_LABEL = "Size (pixels)";
	static final String SIZE_HELP = "auto: as the preset says. Otherwise the side of the square that the network sees, a"
		+ " multiple of 16; with the presets memory and thorough also several, such as 128,256, whose maps are added.";
	/** A file or folder that was not named: null would not be recorded and asked for again on replay. */
	static final File NONE = new File("");

	@Parameter(required = false)
	private TaskService tasks;

	private volatile ImageJProgress progress;
	private boolean canceled;
	private boolean forPerson;

	/**
	 * Whether the inputs are allowed, as far as that shows at once. Called before the work, and by dialogs before they close.
	 *
	 * @throws InputProblem naming the first that is not
	 * @throws IOException and the unchecked exceptions of the core, with messages for the user
	 */
	public void check() throws IOException {}

	/**
	 * Whether what the inputs name is there and what it should be. Called by dialogs before they close; the work itself finds out,
	 * too.
	 *
	 * @throws InputProblem naming the first that is not
	 */
	public void checkFiles() {}

	/** Sets inputs to what a dialog offers, where the session or a file tells more than the defaults, which macros and scripts have. */
	public void offer() {}

	/** What a dialog shows below the inputs. Called where there is a screen, at most once. */
	public Optional<Component> preview() {
		return Optional.empty();
	}

	/** Draws the preview for the inputs as they are now. */
	public void refreshPreview() {}

	/**
	 * Does the command's work.
	 *
	 * @throws IOException and the unchecked exceptions of the core, with messages for the user
	 * @throws CancellationException where the user stopped it
	 */
	abstract void work(ImageJProgress shown) throws IOException;

	@Override
	public final void run() {
		try (ImageJProgress shown = new ImageJProgress(tasks, title().replace("...", ""), forPerson)) {
			progress = shown;
			check();
			work(shown);
		}
		catch (CancellationException e) {
			canceled = true;
		}
		catch (IOException | IllegalArgumentException | IllegalStateException | ArithmeticException
				| EngineUnavailableException e)
		{
			throw new CommandFailedException(title() + ": " + Reasons.of(e), e);
		}
		catch (OutOfMemoryError e) {
			throw new CommandFailedException(title() + ": " + Reasons.outOfMemory(), e);
		}
		catch (LinkageError e) {
			throw new CommandFailedException(title() + ": a library of the plugin is missing, or there is another version of it ("
				+ e.getMessage() + "). Install the plugin again, with all its jars", e);
		}
		finally {
			progress = null;
		}
	}

	/** Whether a person who chose the menu entry has anything to decide; else its inputs are set already. */
	public boolean isAsking() {
		return true;
	}

	/** To be called before it runs where a person chose it from a menu and looks at the results; macros and scripts are the default. */
	public final void setForPerson() {
		forPerson = !Session.isSilent();
	}

	/** Whether a person is to look at the results, and no macro or script to read them. */
	final boolean isForPerson() {
		return forPerson;
	}

	/** The menu entry's text. */
	String title() {
		return getClass().getAnnotation(Plugin.class).label();
	}

	/**
	 * The constant whose text a macro or script gave.
	 *
	 * @throws IllegalArgumentException naming key, value and all that is allowed
	 */
	static <E extends Enum<E>> E choice(String key, String value, E[] allowed) {
		return Arrays.stream(allowed).filter(e -> e.toString().equalsIgnoreCase(String.valueOf(value).trim())).findFirst()
			.orElseThrow(() -> notAllowed(key, value, "one of: " + String.join(", ", Arrays.stream(allowed).map(Object::toString)
				.toList())));
	}

	/** @throws IllegalArgumentException naming key, value and range */
	static void checkRange(String key, double value, double min, double max) {
		if (!(value >= min && value <= max)) throw notAllowed(key, number(value), "a number from " + number(min) + " to " + number(max));
	}

	/** Whether a text leaves the choice to the software. */
	static boolean isAuto(String value) {
		return value.trim().equalsIgnoreCase(AUTO);
	}

	/** The items of a text, separated by commas; an empty text is an error that names the key. */
	static List<String> list(String key, String text) {
		List<String> items = Arrays.stream(text.split(",")).map(String::trim).filter(item -> !item.isEmpty()).toList();
		if (items.isEmpty()) throw new InputProblem(key, "'" + key + "' is empty; name at least one", "Name at least one");
		return items;
	}

	/** Image sizes, empty for {@value #AUTO}. */
	static List<Integer> sizes(String key, String text) {
		if (isAuto(text)) return List.of();
		return list(key, text).stream().map(size -> whole(key, size, 64, 4096)).toList();
	}

	/**
	 * The whole number that a text is.
	 *
	 * @throws IllegalArgumentException naming key, value and range
	 */
	static int whole(String key, String value, int min, int max) {
		try {
			int number = Integer.parseInt(value.trim());
			if (number >= min && number <= max) return number;
		}
		catch (NumberFormatException e) {
			// Said below.
		}
		throw notAllowed(key, value, AUTO + " or a whole number from " + min + " to " + max);
	}

	/**
	 * The number between 0 and 1 that a text is.
	 *
	 * @throws IllegalArgumentException naming key, value and range
	 */
	static double share(String key, String value) {
		try {
			double number = Double.parseDouble(value.trim());
			if (number > 0 && number < 1) return number;
		}
		catch (NumberFormatException e) {
			// Said below.
		}
		throw notAllowed(key, value, AUTO + " or a number between 0 and 1, such as 0.05");
	}

	/**
	 * The positive number that a text is, also where it is rounded to float.
	 *
	 * @throws IllegalArgumentException naming key, value and what is allowed
	 */
	static double positive(String key, String value) {
		try {
			double number = Double.parseDouble(value.trim());
			if ((float) number > 0 && (float) number < Float.POSITIVE_INFINITY) return number;
		}
		catch (NumberFormatException e) {
			// Said below.
		}
		throw notAllowed(key, value, "a positive number");
	}

	/** Where a model is written: the file, with a model file's ending where it has none. */
	static Path modelFile(File file) {
		String path = file.getAbsolutePath();
		return Path.of(path.endsWith(ModelFile.EXTENSION) ? path : path + ModelFile.EXTENSION);
	}

	/** @param allowed the end of a sentence */
	static InputProblem notAllowed(String key, String value, String allowed) {
		return new InputProblem(key, "'" + key + "=" + value + "' is not allowed; " + key + " is " + allowed, "Must be " + allowed);
	}

	/**
	 * Whether a model may be written there. A dialog asks where an existing file must not be replaced yet.
	 *
	 * @param advice for macros, what to do about an existing file
	 */
	static void checkTarget(String key, Path file, boolean replace, String advice) {
		if (Files.isRegularFile(file) && !replace) throw InputProblem.askable(key, file + " exists already; " + advice,
			"This file exists already; name another one", new InputProblem.Remedy(file.getFileName() + " exists already. Replace it?",
				"replace"));
		InputProblem.at(key, () -> {
			ModelFile.checkWritable(file);
			return null;
		});
	}

	/** @throws InputProblem where the image is a plot of this plugin */
	static void refusePlot(String key, ImagePlus image) {
		InputProblem.at(key, () -> {
			OwnPlot.refuse(image);
			return null;
		});
	}

	private static String number(double value) {
		return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
	}

	/** @throws IllegalArgumentException where the key was left out */
	static File named(String key, File file, String what) {
		if (isNone(file)) throw new InputProblem(key, "'" + key + "' is missing; it names " + what, "Missing: " + what);
		return file;
	}

	/** Whether a file or folder was left out. */
	static boolean isNone(File file) {
		return file == null || file.getPath().isBlank();
	}

	@Override
	public boolean isCanceled() {
		return canceled;
	}

	/** Stops the command as soon as it can. */
	@Override
	public void cancel(String why) {
		ImageJProgress running = progress;
		if (running != null) running.cancel();
		else canceled = true;
	}

	/** None: only the user cancels. */
	@Override
	public String getCancelReason() {
		return null;
	}
}
