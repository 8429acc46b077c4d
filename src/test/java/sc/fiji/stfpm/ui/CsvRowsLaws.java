package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.commons.csv.CSVRecord;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import sc.fiji.stfpm.files.CsvCell;

class CsvRowsLaws {
	private static final List<String> COLUMNS = List.of("image", "score", "error");

	@Property(tries = 200)
	void rowsAreReadAsTheyWereWritten(@ForAll("rows") List<List<String>> rows) throws IOException {
		Path file = Files.createTempFile("laws", ".csv");
		try {
			write(file, rows);
			assertEquals(rows, values(CsvRows.read(file, COLUMNS)));
			CsvRows.resume(file, COLUMNS, row -> true).close();
			assertEquals(rows, values(CsvRows.read(file, COLUMNS)), "gone on with");
		}
		finally {
			Files.delete(file);
		}
	}

	/** All characters that quoting is about, among others. */
	@Provide
	Arbitrary<List<List<String>>> rows() {
		Arbitrary<String> text = Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(8).filter(t -> StandardCharsets.UTF_8
			.newEncoder().canEncode(t)), Arbitraries.strings().withChars("a,;\"'\\#\r\n\t \u00e4").ofMaxLength(8));
		return text.list().ofSize(COLUMNS.size()).list().ofMaxSize(5);
	}

	private static void write(Path file, List<List<String>> rows) throws IOException {
		try (CsvRows csv = CsvRows.create(file, COLUMNS)) {
			for (List<String> row : rows)
				csv.add(row.toArray());
		}
	}

	private static List<List<String>> values(List<CSVRecord> rows) {
		return rows.stream().map(row -> row.stream().map(CsvCell::text).toList()).toList();
	}
}
