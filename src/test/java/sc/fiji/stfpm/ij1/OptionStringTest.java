package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import ij.Macro;
import ij.macro.Interpreter;
import ij.plugin.frame.Recorder;

class OptionStringTest {
	private static final String[] PIECES = { "a", "Z9", " ", "  ", "[x]", "[[y] z]", "/", "C:\\new\\t", "=", "\"", "'", "ü",
		"model=3", ".", "-", "\n", "\t" };

	@Test
	void readsEveryWayToWriteAValue() {
		Map<String, String> values = OptionString.parse(" image=blobs.gif modelFile=[/a b/[c] d.stfpm] name='it [is' flag empty= none=[] last=1 ");
		assertEquals(Map.of("image", "blobs.gif", "modelfile", "/a b/[c] d.stfpm", "name", "it [is", "flag", "true", "empty", "",
			"none", "", "last", "1"), values);
	}

	@Test
	void readsWhatImageJReads() {
		String options = "model=[/my model.stfpm] held=true steps=10 device='GPU 0' threshold=0.5 ";
		OptionString.parse(options).forEach((key, value) -> assertEquals(Macro.getValue(options, key, null), value, key));
	}

	@Test
	void takesTheFirstOfRepeatedKeys() {
		assertEquals(Map.of("a", "1"), OptionString.parse("a=1 A=2"));
	}

	@Test
	void findsNoKeysInsideOfValues() {
		assertEquals(Map.of("name", "x threshold=5", "threshold", "2"), OptionString.parse("name=[x threshold=5] threshold=2"));
	}

	@Test
	void saysWhatIsNotClosed() {
		String message = assertThrows(IllegalArgumentException.class, () -> OptionString.parse("model=[/a b")).getMessage();
		assertTrue(message.contains("'model'"), message);
		assertThrows(IllegalArgumentException.class, () -> OptionString.parse("name='a b"));
	}

	/** The way of a recorded line: recorder, source of a macro, interpreter, options. */
	@Test
	void readsBackWhatWasRecorded() {
		Random random = new Random(7);
		for (int i = 0; i < 2000; i++) {
			Map<String, String> values = new LinkedHashMap<>();
			for (int key = random.nextInt(5); key >= 0; key--)
				values.put("key" + (char) ('a' + key), value(random));
			assertEquals(values, OptionString.parse(evaluated(recorded(values))));
		}
	}

	private static String value(Random random) {
		StringBuilder value = new StringBuilder();
		for (int n = random.nextInt(5); n > 0; n--)
			value.append(PIECES[random.nextInt(PIECES.length)]);
		return value.toString();
	}

	private static String recorded(Map<String, String> values) {
		Recorder.resetCommandOptions();
		values.forEach((key, value) -> Recorder.recordOption(key, Recorder.fixString(OptionString.quoted(value))));
		return Recorder.getCommandOptions();
	}

	private static String evaluated(String literal) {
		return new Interpreter().run("return \"" + literal + "\";", "");
	}
}
