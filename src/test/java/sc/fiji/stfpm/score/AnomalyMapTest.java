package sc.fiji.stfpm.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import sc.fiji.stfpm.image.Columns;
import sc.fiji.stfpm.image.Resize;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.testing.Shared;

class AnomalyMapTest {
	private static List<DistanceMap> random(int... sides) {
		Random random = new Random(5);
		List<DistanceMap> layers = new ArrayList<>();
		for (int i = 0; i < sides.length; i += 2) {
			float[] values = new float[sides[i] * sides[i + 1]];
			for (int k = 0; k < values.length; k++)
				values[k] = 4 * random.nextFloat();
			layers.add(new DistanceMap(sides[i], sides[i + 1], values));
		}
		return layers;
	}

	/** Both images of a tensor of shape [2, 1, side, side]. */
	private static List<DistanceMap> tensor(String name) throws IOException {
		byte[] file = Files.readAllBytes(Shared.path("conformance/expected-inference.safetensors"));
		ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
		int headerLength = (int) bytes.getLong();
		JsonObject entry = JsonParser.parseString(new String(file, 8, headerLength, StandardCharsets.UTF_8))
			.getAsJsonObject().getAsJsonObject(name);
		JsonArray shape = entry.getAsJsonArray("shape");
		int height = shape.get(2).getAsInt();
		int width = shape.get(3).getAsInt();
		bytes.position(8 + headerLength + entry.getAsJsonArray("data_offsets").get(0).getAsInt());
		List<DistanceMap> images = new ArrayList<>();
		for (int i = 0; i < shape.get(0).getAsInt(); i++) {
			float[] values = new float[height * width];
			for (int k = 0; k < values.length; k++)
				values[k] = bytes.getFloat();
			images.add(new DistanceMap(height, width, values));
		}
		return images;
	}

	private static List<DistanceMap> distances(int image) throws IOException {
		List<DistanceMap> layers = new ArrayList<>();
		for (int layer = 1; layer <= 3; layer++)
			layers.add(tensor("distance.layer" + layer).get(image));
		return layers;
	}

	private static void assertClose(float[] expected, float[] found) {
		float highest = 0;
		for (float value : expected)
			highest = Math.max(highest, value);
		assertArrayEquals(expected, found, 1e-5f * highest);
	}

	@Test
	void anomalibFormulaEqualsTheReference() throws IOException {
		for (int image = 0; image < 2; image++)
			assertClose(tensor("map.anomalib.256").get(image).values(), AnomalyMap.fuse(distances(image), 256, 256,
				MapFormula.ANOMALIB));
	}

	@Test
	void officialFormulaEqualsTheReference() throws IOException {
		for (int image = 0; image < 2; image++) {
			float[] quarter = tensor("map.official.64").get(image).values();
			assertClose(Resize.bilinear(quarter, 64, 64, 256, 256), AnomalyMap.fuse(distances(image), 256, 256,
				MapFormula.OFFICIAL));
		}
	}

	@Test
	void constantDistancesGiveTheirProduct() {
		List<DistanceMap> layers = List.of(new DistanceMap(1, 1, new float[] { 2 }), new DistanceMap(2, 3, new float[] { 3,
			3, 3, 3, 3, 3 }));
		float[] expected = new float[5 * 7];
		Arrays.fill(expected, 6);
		assertArrayEquals(expected, AnomalyMap.fuse(layers, 5, 7, MapFormula.OFFICIAL));
		Arrays.fill(expected, 1.5f);
		assertArrayEquals(expected, AnomalyMap.fuse(layers, 5, 7, MapFormula.ANOMALIB));
	}

	@Test
	void officialFormulaKeepsTheFirstLayersSizeWhereFourDoesNotDivide() {
		List<DistanceMap> first = random(13, 10);
		assertArrayEquals(Resize.bilinear(first.get(0).values(), 10, 13, 38, 50), AnomalyMap.fuse(first, 50, 38,
			MapFormula.OFFICIAL));
	}

	@ParameterizedTest
	@EnumSource
	void windowsAreThoseOfTheWholeMapBitByBit(MapFormula formula) {
		List<DistanceMap> layers = random(51, 38, 26, 19, 13, 10);
		int height = 201, width = 152;
		float[] whole = AnomalyMap.fuse(layers, height, width, formula);
		Windows.check(whole, height, width, columns -> AnomalyMap.rows(new LayerDistances(height, width, layers), formula, columns));
	}

	@Test
	void impossibleRequestsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> AnomalyMap.fuse(List.of(), 8, 8, MapFormula.OFFICIAL));
		assertThrows(IllegalArgumentException.class, () -> AnomalyMap.rows(new LayerDistances(8, 8, random(2, 2)), MapFormula.OFFICIAL,
			new Columns(4, 4)));
		for (int[] size : new int[][] { { 0, 8 }, { 8, 0 }, { -1, 8 } }) {
			String found = "A map has at least one row and one column, found " + size[0] + " x " + size[1];
			assertEquals(found, assertThrows(IllegalArgumentException.class, () -> AnomalyMap.fuse(random(2, 2), size[0], size[1],
				MapFormula.OFFICIAL)).getMessage());
		}
	}

	@Test
	void aMapMayBeASinglePixel() {
		List<DistanceMap> layers = List.of(new DistanceMap(1, 1, new float[] { 2 }), new DistanceMap(1, 1, new float[] { 3 }));
		assertArrayEquals(new float[] { 6 }, AnomalyMap.fuse(layers, 1, 1, MapFormula.OFFICIAL));
	}

	@Test
	void theScoreOfAnImageIsTheMaximumOfItsMap() {
		assertEquals(7, AnomalyMap.score(new float[] { 1, 7, 3 }));
		assertEquals(Float.NaN, AnomalyMap.score(new float[] { 1, Float.NaN, 3 }));
	}
}
