package sc.fiji.stfpm.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.torch.Checkpoints;
import sc.fiji.stfpm.weights.Safetensors;
import sc.fiji.stfpm.weights.Tensor;
import sc.fiji.stfpm.weights.TensorSource;
import sc.fiji.stfpm.weights.WeightFileException;

class WeightFileTest {
	@TempDir
	Path folder;

	@Test
	void contentDecidesNotTheName() throws IOException {
		Path misnamed = folder.resolve("safetensors.pth");
		Safetensors.write(misnamed, Map.of("a", Tensor.of(new float[1], 1)), Map.of());
		try (TensorSource source = WeightFile.open(misnamed)) {
			assertEquals(Set.of("a"), source.names());
		}
		try (TensorSource source = WeightFile.open(Checkpoints.small(true).writeTo(folder.resolve("pth.safetensors")))) {
			assertEquals(3, source.names().size());
		}
	}

	@Test
	void aSafetensorsHeaderWhoseLengthLooksLikeAPickleIsNoPickle() throws IOException {
		for (int padding = 0; padding < 300; padding++) {
			Path file = folder.resolve("a");
			Safetensors.write(file, Map.of("a", Tensor.of(new float[1], 1)), Map.of("text", "x".repeat(padding)));
			WeightFile.open(file).close();
		}
	}

	@Test
	void whatIsNoWeightFileIsNamedAndDescribed() throws IOException {
		assertMessage(folder.resolve("missing.pth"), "found nothing");
		assertMessage(folder, "found a folder");
		assertMessage(Files.createFile(folder.resolve("empty.pth")), "found an empty file");
		assertMessage(Files.writeString(folder.resolve("page.pth"), "<!DOCTYPE html><html>"), "<!DOCTYPE html>");
		assertMessage(Files.write(folder.resolve("one"), new byte[] { 'P' }), "starts with \"P\"");
		assertMessage(Files.write(folder.resolve("pickle"), new byte[] { (byte) 0x80, 4, 'N', '.' }), "magic number");
		Path zip = folder.resolve("images.zip");
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
			out.putNextEntry(new ZipEntry("a.png"));
		}
		assertMessage(zip, "0 entries named data.pkl");
	}

	private static void assertMessage(Path file, String part) {
		WeightFileException e = assertThrows(WeightFileException.class, () -> WeightFile.open(file).close());
		assertTrue(e.getMessage().startsWith(file + ": ") && e.getMessage().contains(part), e.getMessage());
	}
}
