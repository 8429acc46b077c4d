package sc.fiji.stfpm.ij1;

import java.io.File;
import java.math.BigDecimal;

import org.scijava.module.ModuleItem;
import org.scijava.util.Types;

import ij.ImagePlus;
import sc.fiji.stfpm.commands.InputProblem;

/** An input's value as text: in macro options, in a dialog's field, in a recorded line. */
final class InputText {
	private InputText() {}

	/** Whether inputs of this type can be written. */
	static boolean isWritable(Class<?> type) {
		Class<?> boxed = Types.box(type);
		return boxed == String.class || boxed == File.class || boxed == Boolean.class || Number.class.isAssignableFrom(boxed);
	}

	/** @throws IllegalArgumentException naming key, value and what is allowed */
	static Object parse(ModuleItem<?> item, String text) {
		Class<?> type = Types.box(item.getType());
		try {
			if (type == Boolean.class) return parseBoolean(text.trim());
			if (type == File.class) return new File(text);
			return Number.class.isAssignableFrom(type) ? parseNumber(type, new BigDecimal(text.trim())) : text;
		}
		catch (ArithmeticException | IllegalArgumentException e) {
			String key = Inputs.key(item);
			throw new InputProblem(key, "'" + key + "=" + text + "' is not allowed; " + key + " is " + allowed(item), "Must be " + allowed(item));
		}
	}

	private static Boolean parseBoolean(String text) {
		if (text.equalsIgnoreCase("true")) return true;
		if (text.equalsIgnoreCase("false")) return false;
		throw new IllegalArgumentException(text);
	}

	private static Number parseNumber(Class<?> type, BigDecimal number) {
		if (type == Integer.class) return number.intValueExact();
		if (type == Long.class) return number.longValueExact();
		if (type == Float.class) return number.floatValue();
		return number.doubleValue();
	}

	/** The text from which {@link #parse(ModuleItem, String)} makes the value again. */
	static String format(Object value) {
		if (value == null) return "";
		if (value instanceof File file) return file.getPath();
		if (!(value instanceof Number)) return value.toString();
		BigDecimal number = new BigDecimal(value.toString());
		return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
	}

	/** What may be given for an input, as the end of a sentence. */
	static String allowed(ModuleItem<?> item) {
		Class<?> type = Types.box(item.getType());
		if (type == Boolean.class) return "true or false";
		if (type == File.class) return "a path";
		if (type == ImagePlus.class) return "title or ID of an open image; without it, the active one";
		if (!Number.class.isAssignableFrom(type)) return item.getChoices() == null ? "a text"
			: "one of: " + String.join(", ", item.getChoices().stream().map(Object::toString).toList());
		String min = format(item.getMinimumValue());
		String max = format(item.getMaximumValue());
		return (isWhole(type) ? "a whole number" : "a number") + (min.isEmpty() ? "" : " from " + min)
			+ (max.isEmpty() ? "" : (min.isEmpty() ? " up to " : " to ") + max);
	}

	private static boolean isWhole(Class<?> type) {
		return type == Integer.class || type == Long.class;
	}
}
