package sc.fiji.stfpm.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.stfpm.dataset.IgnoreRule.Place;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelMask;

class IgnoreRuleTest {
	private static final ImagePlane PLANE = ImagePlane.of(ArrayImgs.unsignedBytes(20, 10));

	@TempDir
	private Path folder;

	/** Marks one pixel. */
	private static ByteProcessor mask(int width, int height, int x, int y) {
		ByteProcessor mask = new ByteProcessor(width, height);
		mask.set(x, y, 255);
		return mask;
	}

	private Path save(String name, ByteProcessor mask) throws IOException {
		Path file = folder.resolve(name);
		Files.createDirectories(file.getParent());
		assertTrue(new FileSaver(new ImagePlus("", mask)).saveAsPng(file.toString()));
		return file;
	}

	private static PixelMask ignored(IgnoreRule rule, Place place) throws IOException {
		return rule.apply(place, PLANE).ignored();
	}

	@Test
	void withoutARuleEveryPixelCounts() throws IOException {
		assertSame(IgnoreRule.NONE, IgnoreRule.of("none"));
		assertSame(IgnoreRule.NONE, IgnoreRule.of(" "));
		assertSame(PLANE, IgnoreRule.NONE.apply(Place.only("a.png"), PLANE));
		assertEquals("", IgnoreRule.NONE.text());
	}

	@Test
	void aMaskImageIsForAllImagesOfItsSize() throws IOException {
		IgnoreRule rule = IgnoreRule.of(save("m.png", mask(20, 10, 7, 3)).toString());
		assertTrue(ignored(rule, Place.only("a.png")).contains(7, 3));
		assertFalse(ignored(rule, new Place("b.tif", 2, 4, 3, 5)).contains(8, 3));
		IgnoreRule other = IgnoreRule.of(save("o.png", mask(10, 20, 7, 3)).toString());
		String message = assertThrows(IOException.class, () -> ignored(other, Place.only("a.png"))).getMessage();
		assertTrue(message.endsWith("o.png is 10 x 20, the image 20 x 10"), message);
	}

	@Test
	void aStackOfMasksHasOneForEachPlane() throws IOException {
		ImageStack stack = new ImageStack(20, 10);
		for (int i = 0; i < 6; i++)
			stack.addSlice(mask(20, 10, i, 0));
		ImagePlus masks = new ImagePlus("masks", stack);
		masks.setDimensions(1, 3, 2);
		Path file = folder.resolve("masks.tif");
		assertTrue(new FileSaver(masks).saveAsTiff(file.toString()));
		IgnoreRule rule = IgnoreRule.of(file.toString());
		for (int frame = 1; frame <= 2; frame++)
			for (int slice = 1; slice <= 3; slice++)
				for (int x = 0; x < 6; x++)
					assertEquals(x == 3 * (frame - 1) + slice - 1, ignored(rule, new Place("a.tif", slice, 3, frame, 2)).contains(x, 0));
		String message = assertThrows(IOException.class, () -> ignored(rule, new Place("a.tif", 1, 2, 1, 3))).getMessage();
		assertTrue(message.endsWith("has 3 slices and 2 frames, the image 2 and 3"), message);
	}

	@Test
	void aFolderHasOneForEachImageByItsName() throws IOException {
		save("masks/a.png", mask(20, 10, 1, 1));
		save("masks/below/a_mask.png", mask(20, 10, 2, 2));
		IgnoreRule rule = IgnoreRule.of(folder.resolve("masks").toString());
		assertTrue(ignored(rule, Place.only("a.tif")).contains(1, 1));
		assertTrue(ignored(rule, Place.only("below/a.jpg")).contains(2, 2));
		String message = assertThrows(IOException.class, () -> ignored(rule, Place.only("b.png"))).getMessage();
		assertTrue(message.startsWith("There is no mask of it in ") && message.contains("b_mask or b"), message);
		save("masks/a.bmp.png", mask(20, 10, 1, 1));
		Files.copy(folder.resolve("masks/a.png"), folder.resolve("masks/a.gif"));
		assertThrows(IOException.class, () -> IgnoreRule.of(folder.resolve("masks").toString()));
	}

	@Test
	void whatIsNotThereIsNamed() {
		String message = assertThrows(IOException.class, () -> IgnoreRule.of(folder.resolve("nothing.png").toString())).getMessage();
		assertTrue(message.contains("nothing.png: no such mask image or folder of masks"), message);
	}
}
