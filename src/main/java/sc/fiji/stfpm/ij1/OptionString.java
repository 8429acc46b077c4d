package sc.fiji.stfpm.ij1;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The options of {@code run("Command", "key=value other=[a value] flag")}. A value is bare up to the next space, in
 * brackets, which may be nested, or in single quotes; a key alone stands for {@code key=true}. Of a repeated key the
 * first counts, as in ImageJ.
 */
final class OptionString {
	private final String text;
	private int at;

	private OptionString(String text) {
		this.text = text;
	}

	/**
	 * Values by key in lower case.
	 *
	 * @throws IllegalArgumentException where brackets or quotes are not closed
	 */
	static Map<String, String> parse(String options) {
		OptionString rest = new OptionString(options);
		Map<String, String> values = new LinkedHashMap<>();
		for (String key = rest.key(); !key.isEmpty(); key = rest.key())
			values.putIfAbsent(key.toLowerCase(Locale.ROOT), rest.value(key));
		return values;
	}

	/**
	 * The value as {@link ij.plugin.frame.Recorder} must get it, which adds brackets only to what has a space. Brackets in
	 * a value with spaces must be balanced: ImageJ has no way to write others.
	 */
	static String quoted(String value) {
		boolean bare = value.indexOf(' ') >= 0
			|| !value.isEmpty() && "['".indexOf(value.charAt(0)) < 0 && value.chars().noneMatch(Character::isWhitespace);
		return bare ? value : "[" + value + "]";
	}

	private String key() {
		while (at < text.length() && isSpace())
			at++;
		int start = at;
		while (at < text.length() && !isSpace() && text.charAt(at) != '=')
			at++;
		return text.substring(start, at);
	}

	private String value(String key) {
		if (at == text.length() || isSpace()) return "true";
		at++;
		if (at == text.length()) return "";
		return switch (text.charAt(at)) {
			case '\'' -> until(text.indexOf('\'', at + 1), key);
			case '[' -> until(closing(), key);
			default -> bare();
		};
	}

	private String until(int end, String key) {
		if (end < 0) throw new IllegalArgumentException("'" + text.trim() + "': the value of '" + key + "' is not closed");
		String value = text.substring(at + 1, end);
		at = end + 1;
		return value;
	}

	private int closing() {
		int depth = 0;
		for (int i = at; i < text.length(); i++) {
			if (text.charAt(i) == '[') depth++;
			if (text.charAt(i) == ']') depth--;
			if (depth == 0) return i;
		}
		return -1;
	}

	private String bare() {
		int start = at;
		while (at < text.length() && !isSpace())
			at++;
		return text.substring(start, at);
	}

	private boolean isSpace() {
		return Character.isWhitespace(text.charAt(at));
	}
}
