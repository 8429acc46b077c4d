package sc.fiji.stfpm.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

class SmallCopyTest {
	@Test
	void pixelsAreMeansOfThoseThatFallIntoThem() {
		byte[] pixels = { 0, 2, 4, 6, 8, 10, 12, 14, (byte) 200, (byte) 202, (byte) 204, (byte) 206, (byte) 208, (byte) 210, (byte) 212, (byte) 214 };
		ImagePlane copy = SmallCopy.of(ImagePlane.of(ArrayImgs.unsignedBytes(pixels, 4, 2, 2)).withChannelNames(List.of("a", "b")), 2);
		assertEquals(2, copy.width());
		assertEquals(1, copy.height());
		assertEquals(List.of("a", "b"), copy.channelNames());
		float[] values = new float[2];
		copy.read(0, 0, 0, 2, 1, values, 0);
		assertArrayEquals(new float[] { 5, 9 }, values);
		copy.read(1, 0, 0, 2, 1, values, 0);
		assertArrayEquals(new float[] { 205, 209 }, values);
	}

	@Test
	void smallOnesStayAsTheyAre() {
		ImagePlane plane = ImagePlane.of(ArrayImgs.unsignedBytes(4, 2));
		assertSame(plane, SmallCopy.of(plane, 4));
	}
}
