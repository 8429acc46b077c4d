package sc.fiji.stfpm.ui;

import java.io.Closeable;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Predicate;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import sc.fiji.stfpm.files.CsvCell;
import sc.fiji.stfpm.files.CsvText;

/** A CSV file that grows by whole rows: each is written at once, so that a crash leaves no half row but the last. */
final class CsvRows implements Closeable {
	private static final CSVFormat FORMAT = CSVFormat.DEFAULT;

	private final FileChannel channel;

	private CsvRows(Path file, StandardOpenOption... how) throws IOException {
		channel = FileChannel.open(file, how);
	}

	/** A new file, over what may stand there. */
	static CsvRows create(Path file, List<String> columns) throws IOException {
		CsvRows rows = new CsvRows(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
		rows.add(columns.toArray());
		return rows;
	}

	/**
	 * Goes on with a file.
	 *
	 * @param keep of its rows; others are dropped, and so is half a row at its end
	 */
	static CsvRows resume(Path file, List<String> columns, Predicate<CSVRecord> keep) throws IOException {
		List<CSVRecord> kept = read(file, columns).stream().filter(keep).toList();
		Path copy = file.resolveSibling(file.getFileName() + ".tmp");
		try (CsvRows rows = create(copy, columns)) {
			for (CSVRecord row : kept)
				rows.add(row.stream().map(CsvCell::text).toArray());
		}
		Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
		return new CsvRows(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
	}

	/** The whole rows of a file, by column, whichever it has. */
	static List<CSVRecord> read(Path file) throws IOException {
		return read(file, null);
	}

	/**
	 * The whole rows of a file, by column.
	 *
	 * @param columns null for any
	 * @throws IOException if it has other columns
	 */
	static List<CSVRecord> read(Path file, List<String> columns) throws IOException {
		String text = Files.readString(file, StandardCharsets.UTF_8);
		for (int end = text.lastIndexOf('\n') + 1; end > 0; end = text.lastIndexOf('\n', end - 2) + 1)
			try (CSVParser parser = CSVParser.parse(new StringReader(text.substring(0, end)), FORMAT.builder().setHeader()
				.setSkipHeaderRecord(true).get()))
			{
				List<CSVRecord> rows = parser.getRecords();
				if (columns != null && !parser.getHeaderNames().equals(columns)) throw new IOException(file + " has other columns (" + String.join(", ",
					parser.getHeaderNames()) + ") than this version writes");
				return rows;
			}
			catch (UncheckedIOException e) {
				// Half a quoted value, which had a line's end in it.
			}
		return List.of();
	}

	void add(Object... values) throws IOException {
		ByteBuffer row = StandardCharsets.UTF_8.encode(CsvText.line(values));
		while (row.hasRemaining())
			channel.write(row);
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}
}
