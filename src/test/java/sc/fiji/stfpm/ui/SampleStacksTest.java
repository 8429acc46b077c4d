package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import sc.fiji.stfpm.Progress;

/** Both samples are what ImageJ makes of their files. */
class SampleStacksTest {
	@Test
	void fabricIsGrey() throws IOException {
		assertStack(SampleStacks.WOVEN_FABRIC.normal(Progress.NONE), 36, 256, ImagePlus.GRAY8, "sample-data/fabric/");
		assertStack(SampleStacks.WOVEN_FABRIC.toJudge(Progress.NONE), 28, 256, ImagePlus.GRAY8, "sample-data/fabric/");
	}

	@Test
	void bloodIsColoured() throws IOException {
		assertStack(SampleStacks.BLOOD_CELLS.normal(Progress.NONE), 40, 240, ImagePlus.COLOR_RGB, "sample-data/blood-cells/");
		assertStack(SampleStacks.BLOOD_CELLS.toJudge(Progress.NONE), 39, 240, ImagePlus.COLOR_RGB, "sample-data/blood-cells/");
	}

	@Test
	void reportsFromTheFirstImageOn() throws IOException {
		List<String> messages = new ArrayList<>();
		SampleStacks.WOVEN_FABRIC.normal(new Progress() {
			@Override
			public void update(long done, long total, String message) {
				messages.add(done + " of " + total);
			}
		});
		assertEquals(36, messages.size());
		assertEquals("0 of 36", messages.get(0));
	}

	private static void assertStack(ImagePlus stack, int slices, int side, int type, String folder) {
		assertEquals(slices, stack.getStackSize());
		assertEquals(side, stack.getWidth());
		assertEquals(side, stack.getHeight());
		assertEquals(type, stack.getType());
		for (int s : new int[] { 1, slices }) {
			String label = stack.getStack().getSliceLabel(s);
			ImagePlus file = IJ.openImage(folder + label);
			assertArrayEquals(file.getProcessor().getIntArray(), stack.getStack().getProcessor(s).getIntArray(), label);
		}
	}
}
