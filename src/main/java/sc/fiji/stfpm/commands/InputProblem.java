package sc.fiji.stfpm.commands;

import java.io.IOException;
import java.util.Optional;

import sc.fiji.stfpm.Reasons;

/**
 * An input that is not allowed. The message is for a macro's author and names it by its key; {@link #plain()} is for whoever
 * sees its field in a dialog, and names no key.
 */
public final class InputProblem extends IllegalArgumentException {
	private static final long serialVersionUID = 1L;

	/**
	 * An answer of the user with which the problem is none.
	 *
	 * @param question to be answered by yes or no
	 * @param key of the input that yes sets to true
	 */
	public record Remedy(String question, String key) {}

	/** What may fail for the sake of one input. */
	interface Step<T> {
		T get() throws IOException;
	}

	private final String key;
	private final String plain;
	private final transient Remedy remedy;

	/**
	 * @param key of the input, in lower case
	 * @param message for macros
	 * @param plain for dialogs
	 */
	public InputProblem(String key, String message, String plain) {
		this(key, message, plain, null, null);
	}

	private InputProblem(String key, String message, String plain, Remedy remedy, Throwable cause) {
		super(message, cause);
		this.key = key;
		this.plain = plain;
		this.remedy = remedy;
	}

	/** A problem that the user can say yes to. */
	static InputProblem askable(String key, String message, String plain, Remedy remedy) {
		return new InputProblem(key, message, plain, remedy, null);
	}

	/** Takes a step whose failure is this input's, unless it is known to be another's. */
	static <T> T at(String key, Step<T> step) {
		try {
			return step.get();
		}
		catch (InputProblem e) {
			throw e;
		}
		catch (IOException | IllegalArgumentException | IllegalStateException e) {
			throw new InputProblem(key, Reasons.of(e), Reasons.of(e), null, e);
		}
	}

	/** The key of the input, in lower case. */
	public String key() {
		return key;
	}

	/** What is wrong, without the input's name. */
	public String plain() {
		return plain;
	}

	/** What the user may say yes to. */
	public Optional<Remedy> remedy() {
		return Optional.ofNullable(remedy);
	}
}
