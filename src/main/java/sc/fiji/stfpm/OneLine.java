package sc.fiji.stfpm;

/** Messages for logs and terminals, where a file's name must not begin lines of its own, move the cursor or give commands. */
public final class OneLine {
	private OneLine() {}

	/** The message with control characters as {@code \n}, {@code \t} or {@code \}{@code u001b}. */
	public static String of(String message) {
		StringBuilder line = new StringBuilder();
		message.codePoints().forEach(c -> {
			if (c == '\n') line.append("\\n");
			else if (c == '\t') line.append("\\t");
			else if (isControl(c)) line.append(String.format("\\u%04x", c));
			else line.appendCodePoint(c);
		});
		return line.toString();
	}

	/** Also what would turn the direction of the text after it. */
	private static boolean isControl(int c) {
		int type = Character.getType(c);
		return type == Character.CONTROL || type == Character.FORMAT && c != 0x200c && c != 0x200d || type == Character.LINE_SEPARATOR
			|| type == Character.PARAGRAPH_SEPARATOR;
	}
}
