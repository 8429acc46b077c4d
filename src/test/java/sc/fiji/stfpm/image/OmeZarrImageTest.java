package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.zarr.ZarrWriter;

class OmeZarrImageTest {
	private static final Path FIXTURES = Path.of("src/test/resources/sc/fiji/stfpm/zarr");

	@TempDir
	Path folder;

	@Test
	void whatOtherSoftwareWroteIsReadPlaneByPlane() throws IOException {
		try (ImageFile image = ImageFile.open(FIXTURES.resolve("image.ome.zarr"))) {
			assertEquals(3, image.slices());
			assertEquals(2, image.frames());
			assertEquals(2, image.channels());
			assertEquals(List.of("DAPI", "GFP"), image.channelNames());
			assertEquals(Optional.of(new PixelSize(0.25, 0.5, "µm")), image.pixelSize());
			float[] values = new float[600], expected = new float[600];
			for (int t = 0; t < 2; t++)
				for (int z = 0; z < 3; z++)
					for (int c = 0; c < 2; c++) {
						ImagePlane plane = ImagePlane.of(image.plane(z + 1, t + 1));
						assertEquals(PixelType.UINT16, plane.type());
						plane.read(c, 0, 0, 30, 20, values, 0);
						for (int i = 0; i < 600; i++)
							expected[i] = ((t * 2 + c) * 3 + z) * 600 + i;
						assertArrayEquals(expected, values);
					}
		}
	}

	/** An image of one array of the axes, all values 0 but those that are written. */
	private ZarrWriter image(String axes, int... shape) throws IOException {
		long[] size = new long[shape.length];
		int[] chunks = new int[shape.length];
		for (int d = 0; d < shape.length; d++) {
			size[d] = shape[d];
			chunks[d] = d < shape.length - 2 ? 1 : 4;
		}
		Path zarr = Files.createDirectories(folder.resolve("a.zarr"));
		StringBuilder names = new StringBuilder();
		for (char axis : axes.toCharArray())
			names.append(names.length() > 0 ? ", " : "").append("{\"name\": \"").append(axis).append("\"}");
		Files.writeString(zarr.resolve(".zattrs"), "{\"multiscales\": [{\"axes\": [" + names + "], \"datasets\": [{\"path\": \"0\"}]}]}");
		ZarrWriter writer = new ZarrWriter(zarr.resolve("0"), size, chunks, 'u', 8);
		writer.begin();
		return writer;
	}

	@ParameterizedTest
	@CsvSource({ "yx, 1, 1, 1", "zyx, 3, 1, 1", "cyx, 1, 1, 3", "tyx, 1, 3, 1" })
	void anyOfTheAxesMayBeMissing(String axes, int slices, int frames, int channels) throws IOException {
		List<Long> index = axes.length() == 2 ? List.of(1L, 0L) : List.of(1L, 1L, 0L);
		(axes.length() == 2 ? image(axes, 5, 3) : image(axes, 3, 5, 3)).write(new float[] { 7, 8 }, 2, 1, index);
		try (ImageFile image = ImageFile.open(folder.resolve("a.zarr"))) {
			assertEquals(List.of(slices, frames, channels), List.of(image.slices(), image.frames(), image.channels()));
			assertEquals(Optional.empty(), image.pixelSize());
			ImagePlane plane = ImagePlane.of(image.plane(slices == 3 ? 2 : 1, frames == 3 ? 2 : 1));
			assertEquals(List.of(3, 5), List.of(plane.width(), plane.height()));
			float[] row = new float[3];
			plane.read(channels == 3 ? 1 : 0, 0, 4, 3, 1, row, 0);
			assertArrayEquals(new float[] { 7, 8, 0 }, row);
		}
	}

	@Test
	void aSingleImageIsReadAsFilesAre() throws IOException {
		image("yx", 2, 2).write(new float[] { 1, 2, 3, 4 }, 2, 2, List.of(0L, 0L));
		float[] values = new float[4];
		ImagePlane.of(ImageReader.read(folder.resolve("a.zarr"))).read(0, 0, 0, 2, 2, values, 0);
		assertArrayEquals(new float[] { 1, 2, 3, 4 }, values);
		ImageReader.readPlane(folder.resolve("a.zarr")).read(0, 1, 1, 1, 1, values, 0);
		assertEquals(4, values[0]);
		assertTrue(assertThrows(IOException.class, () -> ImageReader.read(FIXTURES.resolve("image.ome.zarr"))).getMessage().contains(
			"6 slices"));
	}

	@Test
	void imageFoldersAreKnownByNameOrContent() throws IOException {
		image("yx", 2, 2);
		Path renamed = Files.move(folder.resolve("a.zarr"), folder.resolve("b"));
		assertTrue(ImageReader.isImageFolder(renamed));
		assertTrue(ImageReader.isImageFolder(Files.createDirectory(folder.resolve("c.ZARR"))));
		assertFalse(ImageReader.isImageFolder(folder));
		assertFalse(ImageReader.isImageFolder(Files.createFile(folder.resolve("d.zarr"))));
	}

	@Test
	void theOnlyImageOfSeveralPossibleOnesIsMeant() throws IOException {
		image("yx", 2, 2).write(new float[] { 5 }, 1, 1, List.of(0L, 0L));
		Path all = Files.createDirectory(folder.resolve("all.zarr"));
		Files.writeString(all.resolve(".zattrs"), "{\"bioformats2raw.layout\": 3}");
		Files.move(folder.resolve("a.zarr"), all.resolve("0"));
		float[] value = new float[1];
		ImagePlane.of(ImageReader.read(all)).read(0, 0, 0, 1, 1, value, 0);
		assertEquals(5, value[0]);
		Files.createDirectory(all.resolve("1"));
		assertTrue(assertThrows(IOException.class, () -> ImageReader.read(all)).getMessage().contains("several images"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{}", "{\"multiscales\": []}", "{\"multiscales\": [{}]}", "{\"plate\": {}}",
		"{\"multiscales\": [{\"axes\": [\"q\", \"x\"], \"datasets\": [{\"path\": \"0\"}]}]}",
		"{\"multiscales\": [{\"datasets\": [{\"path\": \"../../secret\"}]}]}", "{\"multiscales\": [{\"datasets\": [{\"path\": \"0\"}]}]}" })
	void whatIsDamagedOrNotReadIsAnErrorThatNamesTheFolder(String attributes) throws IOException {
		Path zarr = Files.createDirectory(folder.resolve("a.zarr"));
		Files.writeString(zarr.resolve(".zattrs"), attributes);
		String message = assertThrows(IOException.class, () -> ImageFile.open(zarr)).getMessage();
		assertTrue(message.startsWith(zarr.toString()), message);
	}

	/** As OME-Zarr 0.5 has it. */
	private Path third(String codecs) throws IOException {
		Path zarr = folder.resolve("a.zarr"), array = Files.createDirectories(zarr.resolve("0/c/0"));
		Files.writeString(zarr.resolve("zarr.json"), "{\"zarr_format\": 3, \"node_type\": \"group\", \"attributes\": {\"ome\": {\"version\": \"0.5\","
			+ " \"multiscales\": [{\"axes\": [{\"name\": \"y\"}, {\"name\": \"x\", \"unit\": \"nanometer\"}], \"datasets\": [{\"path\": \"0\","
			+ " \"coordinateTransformations\": [{\"type\": \"scale\", \"scale\": [5, 6]}]}]}]}}}");
		Files.writeString(zarr.resolve("0/zarr.json"), "{\"zarr_format\": 3, \"node_type\": \"array\", \"shape\": [2, 3], \"data_type\": \"uint16\","
			+ " \"chunk_grid\": {\"name\": \"regular\", \"configuration\": {\"chunk_shape\": [2, 2]}}, \"chunk_key_encoding\": {\"name\": \"default\","
			+ " \"configuration\": {\"separator\": \"/\"}}, \"fill_value\": 9, \"codecs\": " + codecs + "}");
		Files.write(array.resolve("0"), new byte[] { 0, 1, 0, 2, 1, 0, 2, 0 });
		return zarr;
	}

	@Test
	void versionThreeIsReadToo() throws IOException {
		Path zarr = third("[{\"name\": \"bytes\", \"configuration\": {\"endian\": \"big\"}}]");
		float[] values = new float[6];
		try (ImageFile image = ImageFile.open(zarr)) {
			assertEquals(Optional.of(new PixelSize(6, 5, "nm")), image.pixelSize());
			ImagePlane.of(image.plane(1, 1)).read(0, 0, 0, 3, 2, values, 0);
		}
		assertArrayEquals(new float[] { 1, 2, 9, 256, 512, 9 }, values);
	}

	@ParameterizedTest
	@CsvSource({ "sharding_indexed, shards", "bz2, bz2", "transpose, transpose" })
	void codecsOfVersionThreeThatAreNotReadAreNamed(String codec, String named) throws IOException {
		Path zarr = third("[{\"name\": \"" + codec + "\"}, {\"name\": \"bytes\"}]");
		String message = assertThrows(IOException.class, () -> ImageFile.open(zarr)).getMessage();
		assertTrue(message.contains(named), message);
	}
}
