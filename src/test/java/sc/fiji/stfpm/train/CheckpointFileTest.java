package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

class CheckpointFileTest {
	private static final Backbone BACKBONE = Backbone.RESNET18;

	@TempDir
	private Path folder;
	private CheckpointFile file;
	private TrainingState state;

	@BeforeEach
	void write() throws IOException {
		BackboneWeights student = BackboneWeights.random(BACKBONE, 1), best = BackboneWeights.random(BACKBONE, 2);
		Map<String, float[]> velocities = new LinkedHashMap<>();
		velocities.put("conv1.weight", student.floats("conv1.weight"));
		state = new TrainingState(40, student, velocities, best, 20, 0.125, 3, 0.5, 7, true, List.of(new HardCrops.Crop(1, 2, 3,
			0.5f)));
		file = new CheckpointFile(folder.resolve("state"), "a training");
		file.write(state);
	}

	@Test
	void whatIsWrittenIsRead() throws IOException {
		TrainingState read = file.read(BACKBONE);
		assertEquals(state.student().sha256(), read.student().sha256());
		assertEquals(state.best().sha256(), read.best().sha256());
		assertArrayEquals(state.velocities().get("conv1.weight"), read.velocities().get("conv1.weight"));
		assertEquals(state.hardCrops(), read.hardCrops());
		assertEquals(List.of(40, 20, 3, true), List.of(read.step(), read.bestStep(), read.looksSinceBest(), read.frozen()));
		assertEquals(List.of(0.125, 0.5, 7.0), List.of(read.bestValue(), read.loss(), read.seconds()));
	}

	@Test
	void aChangedValueOfAnyTensorIsNoticed() throws IOException {
		byte[] whole = Files.readAllBytes(file.path());
		for (int back : new int[] { 1, whole.length / 3, 2 * whole.length / 3 }) {
			byte[] changed = whole.clone();
			changed[whole.length - back] ^= 1;
			refuses(changed, "tensors do not match their checksum");
		}
	}

	@Test
	void aChangedDescriptionIsNoticed() throws IOException {
		for (String[] change : new String[][] { { "\\\"step\\\":40", "\\\"step\\\":41" }, { "\\\"bestValue\\\":0.125",
			"\\\"bestValue\\\":0.126" }, { "\"stfpm.sha256\"", "\"stfpm.sha257\"" } })
		{
			String text = new String(Files.readAllBytes(file.path()), StandardCharsets.ISO_8859_1);
			assertTrue(text.contains(change[0]), change[0]);
			refuses(text.replace(change[0], change[1]).getBytes(StandardCharsets.ISO_8859_1),
				"description does not match its checksum");
			file.write(state);
		}
	}

	@Test
	void oneOfAnOlderVersionSaysWhatToDo() throws IOException {
		String text = new String(Files.readAllBytes(file.path()), StandardCharsets.ISO_8859_1);
		refuses(text.replace("\\\"version\\\":2", "\\\"version\\\":1").getBytes(StandardCharsets.ISO_8859_1),
			"version 1, this software reads version 2. Delete it to start anew");
	}

	private void refuses(byte[] bytes, String why) throws IOException {
		Files.write(file.path(), bytes);
		IOException e = assertThrows(IOException.class, () -> file.read(BACKBONE));
		assertTrue(e.getMessage().contains("state") && e.getMessage().contains(why), e.getMessage());
	}
}
