package sc.fiji.stfpm.testing;

import java.nio.charset.StandardCharsets;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Cells of tables, drawn by jqwik. */
public final class CsvTexts {
	private CsvTexts() {}

	/** Any text, often of the characters that quoting is about. */
	public static Arbitrary<String> any() {
		return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(8).filter(t -> StandardCharsets.UTF_8.newEncoder().canEncode(t)),
			Arbitraries.strings().withChars("a,;\"'\\#\r\n\t \u00e4").ofMaxLength(8));
	}
}
