package sc.fiji.stfpm.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.commons.csv.CSVFormat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import sc.fiji.stfpm.testing.CsvTexts;

class CsvTableLaws {
	@Property(tries = 200)
	void anyTextInAnyTableIsReadWithoutBlanksAround(@ForAll("rows") List<List<String>> rows, @ForAll boolean semicolons,
		@ForAll boolean marked) throws IOException
	{
		CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(semicolons ? ';' : ',').get();
		StringBuilder text = new StringBuilder(marked ? "\uFEFF" : "").append(format.format("Image", "label")).append("\r\n");
		for (List<String> row : rows)
			text.append(format.format(row.toArray())).append("\r\n");
		Path file = Files.createTempFile("laws", ".csv");
		try {
			Files.writeString(file, text);
			List<List<String>> read = CsvTable.read(file, "image", "label").rows().stream().map(row -> List.of(row.get("image"),
				row.get("label"))).toList();
			assertEquals(rows.stream().map(row -> row.stream().map(String::strip).toList()).toList(), read);
		}
		finally {
			Files.delete(file);
		}
	}

	/** At least one row, none of them blank. */
	@Provide
	Arbitrary<List<List<String>>> rows() {
		return CsvTexts.any().list().ofSize(2).filter(row -> !row.stream().allMatch(String::isBlank)).list().ofMinSize(1).ofMaxSize(5);
	}
}
