package sc.fiji.stfpm.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.apache.commons.csv.CSVFormat;

/** A table that becomes a CSV file once it is complete. */
public final class CsvText {
	private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

	private final StringBuilder text = new StringBuilder();

	public CsvText(List<String> columns) {
		text.append(line(columns.toArray()));
	}

	/** A row with its line's end, its texts as {@link CsvCell} makes them. */
	public static String line(Object... values) {
		return FORMAT.format(CsvCell.row(values)) + "\n";
	}

	/** Adds a row; null leaves a cell empty. */
	public void add(Object... values) {
		text.append(line(values));
	}

	/** Writes the file in one step. */
	public void write(Path file) throws IOException {
		AtomicWrite.text(file, text.toString());
	}
}
