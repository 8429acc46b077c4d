package sc.fiji.stfpm.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.teacher.WeightFile;
import sc.fiji.stfpm.testing.Shared;
import sc.fiji.stfpm.weights.TensorSource;
import sc.fiji.stfpm.weights.WeightFileException;

class TorchCheckpointTest {
	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "teacher-resnet18.pth", "teacher-resnet18-legacy.pth" })
	void pytorchsFilesEqualTheirSafetensorsTwinBitForBit(String name) throws IOException {
		int compared = 0;
		try (TensorSource torch = WeightFile.open(Shared.path("conformance/" + name));
			TensorSource twin = WeightFile.open(Shared.path("conformance/teacher-resnet18.safetensors"))) {
			for (String tensor : torch.names())
				if (!tensor.startsWith("fc.")) {
					assertEquals(twin.dtype(tensor), torch.dtype(tensor), tensor);
					assertArrayEquals(twin.shape(tensor), torch.shape(tensor), tensor);
					assertEquals(twin.tensor(tensor).bytes(), torch.tensor(tensor).bytes(), tensor);
					compared++;
				}
		}
		assertEquals(30, compared);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void bothLayoutsKeepOrderTypesAndValues(boolean legacy) throws IOException {
		try (TensorSource source = WeightFile.open(Checkpoints.small(legacy).writeTo(folder.resolve("a.pth")))) {
			assertEquals(List.of("conv1.weight", "bn1.bias", "bn1.num_batches_tracked"), List.copyOf(source.names()));
			assertArrayEquals(new float[] { 1, 2, 3, 4, 5, 6 }, source.tensor("conv1.weight").floats());
			assertArrayEquals(new float[] { 1, -2 }, source.tensor("bn1.bias").floats());
			assertArrayEquals(new long[] { 7 }, source.tensor("bn1.num_batches_tracked").longs());
			assertArrayEquals(new long[0], source.shape("bn1.num_batches_tracked"));
		}
	}

	@Test
	void viewsOfASharedStorageFollowOffsetAndStrides() throws IOException {
		byte[] shared = Checkpoints.floats(0, 1, 2, 3, 4, 5, 6);
		Path file = new Checkpoints(false).orderedDict().raw("(")
			.string("transposed").tensor("FloatStorage", "0", shared, 1, new int[] { 3, 2 }, new int[] { 1, 3 })
			.string("repeated").tensor("FloatStorage", "0", shared, 2, new int[] { 2, 2 }, new int[] { 0, 4 })
			.string("tail").tensor("FloatStorage", "0", shared, 5, new int[] { 1, 2 }, new int[] { 99, 1 })
			.raw("u").writeTo(folder.resolve("views.pth"));
		try (TensorSource source = WeightFile.open(file)) {
			assertArrayEquals(new float[] { 1, 4, 2, 5, 3, 6 }, source.tensor("transposed").floats());
			assertArrayEquals(new float[] { 2, 6, 2, 6 }, source.tensor("repeated").floats());
			assertArrayEquals(new float[] { 5, 6 }, source.tensor("tail").floats());
		}
	}

	@Test
	void aViewBeyondItsStorageIsRefused() throws IOException {
		Path file = new Checkpoints(false).orderedDict().string("a")
			.tensor("FloatStorage", "0", Checkpoints.floats(1, 2, 3), 1, new int[] { 3 }, new int[] { 1 }).raw("s")
			.writeTo(folder.resolve("beyond.pth"));
		assertMessage(file, "beyond");
		Path huge = new Checkpoints(false).orderedDict().string("a")
			.tensor("FloatStorage", "0", Checkpoints.floats(1), 0, new int[] { 1 << 30, 1 << 30 }, new int[] { 0, 0 }).raw("s")
			.writeTo(folder.resolve("huge.pth"));
		assertMessage(huge, "too often");
	}

	@Test
	void lightningCheckpointsExposeTheirStateDictAndPlainEntries() throws IOException {
		Path file = new Checkpoints(false).raw("}").raw("(").string("epoch").number(12)
			.string("version").string("1.9").string("hyper_parameters").raw("comegaconf.dictconfig\nDictConfig\n)R}b")
			.string("optimizer").raw("}").string("x").tensor("FloatStorage", "1", Checkpoints.floats(3), 0, new int[] { 1 }, new int[] { 1 }).raw("s")
			.string("state_dict").orderedDict().string("model.w")
			.tensor("FloatStorage", "0", Checkpoints.floats(2), 0, new int[] { 1 }, new int[] { 1 }).raw("s").raw("u")
			.writeTo(folder.resolve("last.ckpt"));
		try (TensorSource source = WeightFile.open(file)) {
			assertEquals(List.of("model.w"), List.copyOf(source.names()));
			assertEquals(Map.of("epoch", "12", "version", "1.9"), source.metadata());
		}
	}

	private static Checkpoints training(boolean legacy) {
		return new Checkpoints(legacy).raw("}(").string("harm").raw("cos\nsystem\n(").string("echo harm").raw("tR").string("type")
			.raw("csome.module\nType\n").string("child").raw("csome.module\nThing\n)\u0081").raw("}(").string("parent").raw(
				"csome.module\nThing\n)\u0081").string("sides").raw("](").number(4).number(5).raw("eub").string("state_dict")
			.orderedDict().string("w").tensor("FloatStorage", "0", Checkpoints.floats(1, 2, 3, 4, 5, 6), 0, new int[] { 6 },
				new int[] { 1 }).raw("su");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void inATrainingCheckpointOtherClassesAreNamesAndPlainValues(boolean legacy) throws IOException {
		try (TorchCheckpoint source = TorchCheckpoint.openTraining(training(legacy).writeTo(folder.resolve("a.ckpt")))) {
			assertEquals(List.of("w"), List.copyOf(source.names()));
			assertEquals(6, source.tensor("w").floats()[5]);
			assertEquals(Map.of("harm:class", "os.system", "type:class", "some.module.Type", "child:class", "some.module.Thing",
				"child.parent:class", "some.module.Thing", "child.sides.0", "4", "child.sides.1", "5"), source.metadata());
		}
		assertMessage(folder.resolve("a.ckpt"), "os.system");
	}

	@Test
	void anObjectThatHoldsItselfIsLookedIntoOnce() throws IOException {
		Path file = new Checkpoints(false).raw("}(").string("a").raw("csome.module\nThing\n)\u0081q\u0040}(").string("self").raw(
			"h\u0040").string("n").number(1).raw("ub").string("w").tensor("FloatStorage", "0", Checkpoints.floats(1), 0, new int[] {
				1 }, new int[] { 1 }).raw("u").writeTo(folder.resolve("self.ckpt"));
		try (TorchCheckpoint source = TorchCheckpoint.openTraining(file)) {
			assertEquals(Map.of("a:class", "some.module.Thing", "a.n", "1"), source.metadata());
		}
	}

	@Test
	void aDamagedTrainingCheckpointIsAnErrorThatNamesIt() throws IOException {
		byte[] whole = training(false).pickle();
		Map<String, byte[]> storages = training(false).storages;
		for (int i = 0; i < whole.length; i++) {
			byte[] flipped = whole.clone();
			flipped[i] ^= 0x55;
			for (byte[] pickle : List.of(flipped, Arrays.copyOf(whole, i))) {
				Path file = Checkpoints.writeZip(folder.resolve("bad.ckpt"), pickle, storages);
				try (TorchCheckpoint source = TorchCheckpoint.openTraining(file)) {
					assertTrue(pickle == flipped, "a part of a pickle is none");
				}
				catch (WeightFileException e) {
					assertTrue(e.getMessage().contains("bad.ckpt"), e.getMessage());
				}
			}
		}
	}

	/** Each would run {@code echo} in Python; the pickle library's own constructors are as forbidden. */
	@ParameterizedTest
	@ValueSource(strings = { "cos\nsystem\n(S'echo'\ntR.", "(S'echo'\nios\nsystem\n.",
		"\u0080\u0004\u0095\u001a\0\0\0\0\0\0\0\u008c\u0002os\u0094\u008c\u0006system\u0094\u0093\u0094\u008c\u0004echo\u0094\u0085\u0094R\u0094.",
		"\u0080\u0002cos\nsystem\nq\0U\u0004echoq\u0001\u0085q\u0002\u0081.", "(cos\nsystem\nS'echo'\no." })
	void aPickleThatNamesAnotherClassIsRefusedByName(String pickle) throws IOException {
		byte[] bytes = pickle.getBytes(StandardCharsets.ISO_8859_1);
		assertMessage(Checkpoints.writeZip(folder.resolve("evil.pth"), bytes, Map.of()), "os.system");
	}

	@ParameterizedTest
	@ValueSource(strings = { "operator\nattrgetter", "datetime\ndate", "builtins\nIndexError", "builtins\ncomplex",
		"copy_reg\n_reconstructor", "array\narray", "decimal\nDecimal", "exceptions\nException", "some.module\nThing" })
	void noConstructorOfThePickleLibraryIsInReach(String name) throws IOException {
		byte[] bytes = ("c" + name + "\n.").getBytes(StandardCharsets.ISO_8859_1);
		assertMessage(Checkpoints.writeZip(folder.resolve("evil.pth"), bytes, Map.of()), name.replace('\n', '.'));
	}

	@Test
	void aLegacyStreamIsUnderTheSameWhiteList() throws IOException {
		assertMessage(new Checkpoints(true).raw("cposix\nsystem\n(U\u0004echotR").writeTo(folder.resolve("evil.pth")), "posix.system");
	}

	@ParameterizedTest
	@ValueSource(strings = { "X\u00ff\u00ff\u00ff\u007f.", "\u008a\u00ff.", "T\u00ff\u00ff\u00ff\u00ff.", "]q\0h\0a.", "}]Ns.", "N.", "}.", "" })
	void hostileOrUselessPicklesAreRefused(String pickle) throws IOException {
		byte[] bytes = ("\u0080\u0002" + pickle).getBytes(StandardCharsets.ISO_8859_1);
		assertMessage(Checkpoints.writeZip(folder.resolve("bad.pth"), bytes, Map.of()), "bad.pth");
	}

	@Test
	void anErrorShowsNoRawBytesOfADamagedFile() throws IOException {
		byte[] bytes = ("c\u0001\u0002" + "x".repeat(5000) + "\nname\n.").getBytes(StandardCharsets.ISO_8859_1);
		Path file = Checkpoints.writeZip(folder.resolve("raw.pth"), bytes, Map.of());
		String message = assertThrows(WeightFileException.class, () -> WeightFile.open(file)).getMessage();
		assertTrue(message.length() < 1000 && message.contains("??xxx"), message);
	}

	@Test
	void aDictionaryWithinItselfIsRefused() throws IOException {
		byte[] bytes = "\u0080\u0002}q\0X\u0001\0\0\0ah\0s.".getBytes(StandardCharsets.ISO_8859_1);
		assertMessage(Checkpoints.writeZip(folder.resolve("loop.pth"), bytes, Map.of()), "nested");
	}

	@Test
	void bigEndianAndAlteredValuesAreRefused() throws IOException {
		Checkpoints small = Checkpoints.small(false);
		small.storages.put("byteorder", "big".getBytes(StandardCharsets.UTF_8));
		assertMessage(small.writeTo(folder.resolve("big.pth")), "little-endian");

		Path altered = Checkpoints.small(false).writeTo(folder.resolve("altered.pth"));
		byte[] bytes = Files.readAllBytes(altered);
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		bytes[text.indexOf("\u0000\u0000\u0080?")] ^= 1; // the first weight, 1.0f
		Files.write(altered, bytes);
		try (TensorSource source = WeightFile.open(altered)) {
			WeightFileException e = assertThrows(WeightFileException.class, () -> source.tensor("conv1.weight"));
			assertTrue(e.getMessage().contains("checksum"), e.getMessage());
		}
	}

	private static void assertMessage(Path file, String part) {
		WeightFileException e = assertThrows(WeightFileException.class, () -> WeightFile.open(file).close());
		assertTrue(e.getMessage().startsWith(file + ": ") && e.getMessage().contains(part), e.getMessage());
	}
}
