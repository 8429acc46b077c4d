package sc.fiji.stfpm.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {
	@ParameterizedTest
	@ValueSource(strings = { "=HYPERLINK(\"http://x\")", "+1.png", "-1.png", "@sum", "\ttab", "\r=1", "'quoted" })
	void noTextIsAFormulaAndAllCanBeHadBack(String text) {
		Object cell = CsvCell.of(text);
		assertEquals("'" + text, cell);
		assertEquals(text, CsvCell.text((String) cell));
	}

	@Test
	void numbersAndOtherTextsStayAsTheyAre() {
		assertEquals("a=b.png,-0.5,\n", CsvText.line("a=b.png", -0.5, ""));
		assertEquals("a'b", CsvCell.text("a'b"));
	}

	@Test
	void aTableIsWrittenWithItsHeader(@TempDir Path folder) throws IOException {
		CsvText table = new CsvText(List.of("file", "score"));
		table.add("=a,b.png", 0.5);
		table.add("c.png", null);
		Path file = folder.resolve("scores.csv");
		table.write(file);
		assertEquals("file,score\n\"'=a,b.png\",0.5\nc.png,\n", Files.readString(file));
	}
}
