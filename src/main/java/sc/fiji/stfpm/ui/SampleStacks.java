package sc.fiji.stfpm.ui;

import java.io.IOException;
import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;
import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.sample.SampleData;
import sc.fiji.stfpm.sample.SampleImage;

/** The samples as stacks, whose slices are labelled with their paths; the folder there says what they show. */
public enum SampleStacks {
	/** 8-bit. */
	WOVEN_FABRIC(SampleData.WOVEN_FABRIC, "Woven fabric", "Fabric"),
	/** RGB. */
	BLOOD_CELLS(SampleData.BLOOD_CELLS, "Blood cells", "Blood cells");

	private final SampleData sample;
	private final String label;
	private final String title;

	SampleStacks(SampleData sample, String label, String title) {
		this.sample = sample;
		this.label = label;
		this.title = title;
	}

	/** Normal images to train on. */
	public ImagePlus normal(Progress progress) throws IOException {
		return stack(title + ", normal", sample.normal(progress));
	}

	/** Normal and anomalous images to judge. */
	public ImagePlus toJudge(Progress progress) throws IOException {
		return stack(title + ", to judge", sample.toJudge(progress));
	}

	private static ImagePlus stack(String title, List<SampleImage> images) {
		ImageStack stack = new ImageStack();
		for (SampleImage image : images)
			stack.addSlice(image.name(), new ImagePlus(image.name(), image.pixels()).getProcessor());
		return new ImagePlus(title, stack);
	}

	@Override
	public String toString() {
		return label;
	}
}
