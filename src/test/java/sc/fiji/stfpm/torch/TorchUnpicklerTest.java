package sc.fiji.stfpm.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.weights.TensorSource;
import sc.fiji.stfpm.weights.WeightFileException;

/** Operations of pickles, written out as {@code pickletools} names them. */
class TorchUnpicklerTest {
	@TempDir
	private Path folder;

	private static Checkpoints one(Checkpoints pickle) {
		return pickle.string("w").tensor("FloatStorage", "0", Checkpoints.floats(1, 2), 0, new int[] { 2 }, new int[] { 1 });
	}

	private Map<String, String> training(String operations) throws IOException {
		Path file = one(new Checkpoints(false).raw("}(")).raw("\u0080\u0004" + operations + "u").writeTo(folder.resolve("a.ckpt"));
		try (TorchCheckpoint source = TorchCheckpoint.openTraining(file)) {
			assertArrayEquals(new float[] { 1, 2 }, source.tensor("w").floats());
			return source.metadata();
		}
	}

	private static String refused(Path file) {
		String message = assertThrows(WeightFileException.class, () -> TorchCheckpoint.open(file).close()).getMessage();
		assertTrue(message.startsWith(file + ": "), message);
		return message.substring(file.toString().length() + 2);
	}

	private String refused(String pickle) throws IOException {
		return refused(Checkpoints.writeZip(folder.resolve("a.pth"), pickle.getBytes(StandardCharsets.ISO_8859_1), Map.of()));
	}

	@Test
	void containersAreReadHoweverTheyAreWritten() throws IOException {
		assertEquals(Map.of("dict.a", "1", "list.0", "2", "list.1", "3", "tuple.0", "4", "tuple.1", "5", "numbers.7", "8"), training(
			"U\u0004dict(U\u0001aK\u0001d" + "U\u0004list]K\u0002aK\u0003a" + "U\u0005tuple(K\u0004K\u0005t"
				+ "U\u0007numbers}K\u0007K\u0008s"));
		assertEquals(Map.of("set:class", "builtins.set", "frozen:class", "builtins.set", "inst:class", "some.module.Thing",
			"stack:class", "some.module.Thing"), training("U\u0003set\u008f(K\u0001\u0090" + "U\u0006frozen(K\u0001\u0091"
				+ "U\u0004inst(isome.module\nThing\n" + "U\u0005stack\u008c\u000bsome.module\u008c\u0005Thing\u0093"));
	}

	@Test
	void valuesDeeperThan24AreLeftOut() throws IOException {
		for (int levels : new int[] { 23, 24 }) {
			Map<String, String> found = training("U\u0004deep" + "]".repeat(levels) + "K\u0007" + "a".repeat(levels));
			assertEquals(levels == 23 ? Map.of("deep" + ".0".repeat(levels), "7") : Map.of(), found);
		}
	}

	@Test
	void keysAreWhatPythonCanHash() throws IOException {
		Path file = one(new Checkpoints(false).raw("}K\u0001Ns\u0088NsNNs)Ns")).raw("s").writeTo(folder.resolve("a.pth"));
		try (TensorSource source = TorchCheckpoint.open(file)) {
			assertEquals(file, source.path());
			assertEquals(List.of("w"), List.copyOf(source.names()));
		}
		assertTrue(refused("\u0080\u0002}]Ns.").endsWith("a dictionary has a key of type ArrayList"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "J\0\0\0\0", "\u008a\u0001\0" })
	void wholeNumbersMayBeShortOrLong(String zero) throws IOException {
		Checkpoints small = Checkpoints.small(false);
		String pickle = new String(small.pickle(), StandardCharsets.ISO_8859_1);
		Path file = Checkpoints.writeZip(folder.resolve("a.pth"), pickle.replace("tQJ\0\0\0\0", "tQ" + zero).getBytes(
			StandardCharsets.ISO_8859_1), small.storages);
		try (TensorSource source = TorchCheckpoint.open(file)) {
			assertEquals(6, source.tensor("conv1.weight").size());
		}
		assertTrue(refused(pickle.replace("tQJ\0\0\0\0", "tQN")).endsWith("expected a whole number, found null"));
	}

	@Test
	void anOldTensorsStateIsDropped() throws IOException {
		try (TensorSource source = TorchCheckpoint.open(one(new Checkpoints(false).raw("}")).raw("(\u0089tbs").writeTo(folder.resolve(
			"a.pth"))))
		{
			assertArrayEquals(new float[] { 1, 2 }, source.tensor("w").floats());
		}
		assertTrue(refused(one(new Checkpoints(false).raw("}")).raw("}bs").writeTo(folder.resolve("b.pth"))).endsWith(
			"a value that has no state is given one"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "}Na.|values are appended to something that is no list", "}(U\u0001au.|a dictionary has a key"
		+ " without a value", "](U\u0001aNu.|entries are put into something that is no dictionary", "]}b.|a value that has no state is"
			+ " given one", "}}.|its end does not fit its beginning", "s.|it is malformed (", "\u008c\u0001a.|protocol 2 lacks",
		"\u0080\u0003\u008c\u0001a.|protocol 3 lacks", "B\1\0\0\0a.|protocol 2 lacks", "C\1a.|protocol 2 lacks",
		"\u0080\u0003C\1a.|expected a dictionary of tensors, found byte[]" })
	void saysWhatIsWrongWithAPickle(String operations, String part) throws IOException {
		String message = refused("\u0080\u0002" + operations);
		assertTrue(message.contains(part), message);
	}

	@Test
	void saysWhatIsThereInPlaceOfADictionary() throws IOException {
		assertEquals("expected a dictionary of tensors, found None", refused("\u0080\u0002N."));
		assertEquals("expected a dictionary of tensors, found ArrayList", refused("\u0080\u0002]."));
		assertEquals("expected a dictionary of tensors, found one without tensors", refused("\u0080\u0002}."));
		assertEquals("expected a dictionary of tensors, found a single tensor", refused(new Checkpoints(false).tensor("FloatStorage", "0",
			Checkpoints.floats(1), 0, new int[] { 1 }, new int[] { 1 }).writeTo(folder.resolve("single.pth"))));
	}

	@Test
	void aStorageIsOfOneKind() throws IOException {
		Checkpoints two = one(new Checkpoints(false).raw("}(")).string("v").tensor("LongStorage", "0", Checkpoints.longs(1), 0, new int[] {
			1 }, new int[] { 1 }).raw("u");
		assertTrue(refused(two.writeTo(folder.resolve("two.pth"))).contains("it describes storage 0 in two ways"));
	}

	@Test
	void dictionariesAreNestedUpToEightDeep() throws IOException {
		for (int levels : new int[] { 8, 9 }) {
			Path file = one(new Checkpoints(false).raw("}U\u0001a".repeat(levels) + "}")).raw("s".repeat(levels + 1)).writeTo(folder.resolve(
				"a.pth"));
			if (levels == 9) assertEquals("dictionaries are nested more than 8 deep", refused(file));
			else try (TensorSource source = TorchCheckpoint.open(file)) {
				assertEquals(List.of("a.".repeat(levels) + "w"), List.copyOf(source.names()));
			}
		}
	}
}
