package sc.fiji.stfpm.files;

/**
 * Texts as cells of a CSV file that a spreadsheet shows as they are: one that begins with {@code =}, {@code +}, {@code -},
 * {@code @}, a tab or a line's end would be taken for a formula, and a file's name may begin so. It gets an apostrophe in front,
 * as does one that begins with an apostrophe, so that the text can be had back.
 */
public final class CsvCell {
	private static final String FORMULAS = "=+-@\t\r\n'";

	private CsvCell() {}

	/** Numbers and null stay as they are. */
	public static Object of(Object value) {
		return value instanceof String text && !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : value;
	}

	/** All of a row. */
	public static Object[] row(Object... values) {
		Object[] cells = new Object[values.length];
		for (int i = 0; i < cells.length; i++)
			cells[i] = of(values[i]);
		return cells;
	}

	/** The text of a cell that {@link #of} made. */
	public static String text(String cell) {
		return cell.startsWith("'") ? cell.substring(1) : cell;
	}
}
