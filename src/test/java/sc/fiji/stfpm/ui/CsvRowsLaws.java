package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.commons.csv.CSVRecord;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import sc.fiji.stfpm.files.CsvCell;
import sc.fiji.stfpm.testing.CsvTexts;

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

	@Provide
	Arbitrary<List<List<String>>> rows() {
		return CsvTexts.any().list().ofSize(COLUMNS.size()).list().ofMaxSize(5);
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
