package sc.fiji.stfpm.ui;

import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import sc.fiji.stfpm.sample.SampleData;

/** The sample data as 8-bit stacks, made when they are asked for. */
public final class SampleStacks {
	private SampleStacks() {}

	/** Normal fabric to train on. */
	public static ImagePlus normal() {
		return stack("Fabric, normal", SampleData.normal());
	}

	/** Normal and damaged fabric to judge; the slices' labels say which. */
	public static ImagePlus toJudge() {
		return stack("Fabric, to judge", SampleData.toJudge());
	}

	private static ImagePlus stack(String title, List<SampleData.Image> images) {
		ImageStack stack = new ImageStack(SampleData.SIZE, SampleData.SIZE);
		for (SampleData.Image image : images)
			stack.addSlice(image.name(), new ByteProcessor(SampleData.SIZE, SampleData.SIZE, image.pixels()));
		return new ImagePlus(title, stack);
	}
}
