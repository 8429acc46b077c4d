package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import sc.fiji.stfpm.testing.Shared;

/** Files of kinds that people have, in {@code ../shared/cases}: each gives the values that are expected of it, or an error. */
class CasesTest {
	@TestFactory
	Stream<DynamicTest> everyCaseIsReadRightOrRefused() throws IOException {
		JsonObject expected = JsonParser.parseString(Files.readString(Shared.path("cases/expected.json"))).getAsJsonObject();
		return expected.entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(), () -> check(each)));
	}

	private static void check(Map.Entry<String, JsonElement> each) throws IOException {
		Path file = Shared.path("cases/" + each.getKey());
		JsonObject expected = each.getValue().getAsJsonObject();
		String kind = expected.get("kind").getAsString();
		if (kind.equals("error")) {
			IOException refused = assertThrows(IOException.class, () -> ImageReader.read(file));
			if (each.getKey().endsWith(".dcm")) assertTrue(refused.getMessage().contains("DICOM"), refused.getMessage());
		}
		else if (kind.equals("mask")) assertEquals(expected.get("inside").getAsInt(), Mask.read(file).anomalousPixels());
		else if (kind.startsWith("2 planes")) checkPlanes(file, 2, 3);
		else if (kind.startsWith("4 planes")) checkPlanes(file, 4, 1);
		else if (kind.startsWith("4 channels")) assertEquals(4, ImagePlane.of(ImageReader.read(file)).channels());
		else checkPixels(ImagePlane.of(ImageReader.read(file)), expected);
	}

	private static void checkPlanes(Path file, int slices, int channels) throws IOException {
		assertTrue(assertThrows(IOException.class, () -> ImageReader.read(file)).getMessage().contains("stack of " + slices
			+ " slices"));
		try (ImageFile image = ImageFile.open(file)) {
			assertEquals(slices, image.slices());
			assertEquals(channels, image.channels());
			if (channels > 1) assertEquals(0.65, image.pixelSize().orElseThrow().width(), 1e-6);
			if (file.toString().endsWith(".ome.tif")) assertEquals(List.of("DAPI", "GFP", "TRITC"), image.channelNames());
			for (int slice = 1; slice <= slices; slice++) {
				ImagePlane plane = ImagePlane.of(image.plane(slice, 1));
				assertEquals(channels, plane.channels());
				assertEquals(PixelType.UINT16, plane.type());
			}
		}
	}

	private static void checkPixels(ImagePlane plane, JsonObject expected) {
		for (String key : new String[] { "pixels", "displayed", "values" })
			if (expected.has(key)) for (Map.Entry<String, JsonElement> pixel : expected.getAsJsonObject(key).entrySet()) {
				String[] at = pixel.getKey().split(",");
				float[] values = new float[plane.channels()];
				for (int c = 0; c < values.length; c++) {
					float[] one = new float[1];
					plane.read(c, Integer.parseInt(at[0]), Integer.parseInt(at[1]), 1, 1, one, 0);
					values[c] = one[0];
				}
				assertArrayEquals(numbers(pixel.getValue()), values, 1e-4f, pixel.getKey());
			}
	}

	private static float[] numbers(JsonElement element) {
		if (!element.isJsonArray()) return new float[] { element.getAsFloat() };
		JsonArray array = element.getAsJsonArray();
		float[] numbers = new float[array.size()];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = array.get(i).getAsFloat();
		return numbers;
	}
}
