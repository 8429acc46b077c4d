package sc.fiji.stfpm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OneLineTest {
	@Test
	void aNameBeginsNoLineAndMovesNoCursor() {
		assertEquals("Skipped a\\nError: all is lost.png", OneLine.of("Skipped a\nError: all is lost.png"));
		assertEquals("\\u001b[2J\\u000d\\u202egnp.a", OneLine.of("\u001b[2J\r\u202egnp.a"));
	}

	@Test
	void wordsInAllScriptsStay() {
		assertEquals("Größe 100 µm 細胞 \ud83d\udd2c", OneLine.of("Größe 100 µm 細胞 \ud83d\udd2c"));
	}
}
