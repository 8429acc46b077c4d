package sc.fiji.stfpm.commands;

import java.awt.Component;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.scijava.Cancelable;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.TaskService;

import ij.Prefs;
import sc.fiji.stfpm.Reasons;
import sc.fiji.stfpm.network.EngineThreads;
import sc.fiji.stfpm.network.EngineUnavailableException;
import sc.fiji.stfpm.ui.ImageJProgress;
import sc.fiji.stfpm.ui.Session;

/**
 * What all commands have in common. A macro's key is a field's name in lower case; no key of a command is a suffix of
 * another. A failure is a {@link CommandFailedException}. Cancelling is none; it leaves nothing behind but what the user
 * chose to keep.
 * <p>
 * Commands have no place in SciJava's menu. The menu entries are those of {@code plugins.config}, in Fiji as in plain
 * ImageJ, so that dialogs, macros and the recorder work alike in both.
 */
public abstract class AnomalyCommand extends InputValues implements Command, Cancelable {
	/** Keeps Fiji from recording what the menu entries record. */
	static final String NO_RECORD = "no-record";
	/** Marks a parameter that dialogs show only where the user asks for more. */
	static final String PIXELS_LABEL = "Other pixel sizes";
	public static final String ADVANCED = "advanced";
	/** Names the choice with which a parameter counts: {@code name=value|value}, or {@code name!=value}. */
	public static final String WHEN = "when";
	/**
	 * Names what dialogs offer for a text, {@value #TEACHERS}, {@value #MODEL_TEACHERS}, {@value #DEVICES}, {@value #SEVERAL_DEVICES},
	 * {@value #IGNORED} or {@value #IGNORED_IN_IMAGE}; macros may write more.
	 */
	public static final String OFFER = "offer";
	public static final String TEACHERS = "teachers";
	public static final String MODEL_TEACHERS = "teachers of a model";
	public static final String DEVICES = "devices";
	public static final String SEVERAL_DEVICES = "devices, also several";
	public static final String IGNORED = "ignored in files";
	public static final String IGNORED_IN_IMAGE = "ignored in an image";
	/** What a device input takes. */
	static final String DEVICE_HELP = "auto, cpu, gpu, gpu:N or mps.";
	static final String SEVERAL_DEVICES_HELP = "auto, cpu, gpu, gpu:N or mps; or several, gpus for all GPUs or gpu:0,gpu:1, which judge images at once.";
	static final String IGNORE_LABEL = "Ignored pixels";
	/** What an input for the ignored pixels of files takes. */
	static final String IGNORE_HELP = "Which pixels do not count: none; background, for parts on an empty background; or the path of a mask"
		+ " image that is above 0 there, or of a folder that has one for each image by its name.";
	static final String SIZE_LABEL = "Size (pixels)";
	static final String SIZE_HELP = "auto: as the preset says. Otherwise the side of the square that the network sees, a"
		+ " multiple of 16; with the presets memory and thorough also several, such as 128,256, whose maps are added.";

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
			// Edit > Options > Memory & Threads
			EngineThreads.use(Prefs.getThreads());
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
		catch (RuntimeException e) {
			// The engine's own exception; any other is a bug, for whoever mends it.
			if (!Reasons.isEngineMemory(e)) throw e;
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
