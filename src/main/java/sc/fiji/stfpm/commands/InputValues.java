package sc.fiji.stfpm.commands;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.scijava.AbstractContextual;

import ij.ImagePlus;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.ui.OwnPlot;

/** What commands make of what a user, a macro or a script gave for their inputs. What is not allowed is an {@link InputProblem}. */
abstract class InputValues extends AbstractContextual {
	/** What lets the software decide. */
	static final String AUTO = "auto";
	/** A file or folder that was not named: null would not be recorded and asked for again on replay. */
	static final File NONE = new File("");

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
		return withEnding(file, ModelFile.EXTENSION);
	}

	/** A file, with an ending where it has another or none. */
	static Path withEnding(File file, String ending) {
		String path = file.getAbsolutePath();
		return Path.of(path.endsWith(ending) ? path : path + ending);
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
}
