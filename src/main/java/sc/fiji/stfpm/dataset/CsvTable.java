package sc.fiji.stfpm.dataset;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with a header, as spreadsheets write it: UTF-8 with or without a byte order mark, values apart by commas, or by
 * semicolons where the header has no comma, and quoted where they need it. Columns are known by their names, in capitals
 * or not.
 */
final class CsvTable {
	/** One line below the header. */
	final class Row {
		private final long line;
		private final CSVRecord values;

		private Row(long line, CSVRecord values) {
			this.line = line;
			this.values = values;
		}

		/** Where the row ends, counted from 1. */
		long line() {
			return line;
		}

		/** The value without blanks around it; empty where there is none. */
		String get(String column) {
			Integer index = columns.get(column);
			return index == null || index >= values.size() ? "" : values.get(index).strip();
		}

		/** An error that names the file and the line. */
		IOException error(String what) {
			return new IOException(file + ", line " + line + ": " + what);
		}
	}

	/** More than any path that a system allows; an error that quoted it all would help nobody. */
	private static final int LONGEST = 32_768;

	private final Path file;
	private final Map<String, Integer> columns = new LinkedHashMap<>();
	private final List<Row> rows = new ArrayList<>();
	private int width;

	private CsvTable(Path file) {
		this.file = file;
	}

	/**
	 * Reads a table.
	 *
	 * @param required the columns that it must have, in lower case
	 * @throws IOException naming the file, and the line where there is one
	 */
	static CsvTable read(Path file, String... required) throws IOException {
		String text;
		try {
			text = Files.readString(file, StandardCharsets.UTF_8);
		} catch (CharacterCodingException e) {
			throw new IOException(file + ": not text in UTF-8, which the file is expected to be; in a spreadsheet choose \"CSV"
				+ " UTF-8\" when saving", e);
		}
		CsvTable table = new CsvTable(file);
		table.parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
		for (String column : required)
			if (!table.columns.containsKey(column))
				throw new IOException(file + ": the header has no column " + column + ", found " + (table.columns.isEmpty()
					? "nothing" : String.join(", ", table.columns.keySet())));
		if (table.rows.isEmpty())
			throw new IOException(file + ": found a header and no row below it");
		return table;
	}

	private void parse(String text) throws IOException {
		String header = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
		char delimiter = header.contains(";") && !header.contains(",") ? ';' : ',';
		CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
		try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
			for (CSVRecord values : parser) {
				if (values.stream().allMatch(String::isBlank)) continue;
				if (columns.isEmpty())
					header(values);
				else
					row(new Row(parser.getCurrentLineNumber(), values));
			}
		} catch (UncheckedIOException e) {
			throw new IOException(file + ": " + e.getCause().getMessage(), e);
		}
	}

	private void header(CSVRecord names) throws IOException {
		for (int i = 0; i < names.size(); i++) {
			String name = names.get(i).strip().toLowerCase(Locale.ROOT);
			if (!name.isEmpty() && columns.put(name, i) != null)
				throw new IOException(file + ": the header has two columns called " + name);
		}
		width = names.size();
	}

	private void row(Row row) throws IOException {
		if (row.values.size() > width)
			throw row.error("found " + row.values.size() + " values under a header of " + width
				+ "; a value with a comma needs quotes");
		for (String value : row.values)
			if (value.length() > LONGEST)
				throw row.error("a value has " + value.length() + " characters; is a quote missing?");
		rows.add(row);
	}

	boolean has(String column) {
		return columns.containsKey(column);
	}

	/** All rows but blank ones; at least one. */
	List<Row> rows() {
		return rows;
	}
}
