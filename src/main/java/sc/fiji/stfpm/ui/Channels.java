package sc.fiji.stfpm.ui;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;

/** The channels of an image as 32-bit processors, colours taken apart. */
final class Channels {
	private static final Color[] PRIMARIES = { Color.RED, Color.GREEN, Color.BLUE };
	private static final int RGB_BITS = 24;

	private Channels() {}

	/** The judged part of every channel. */
	static ImageProcessor[] of(ImagePlus image, PlaneResult plane) {
		List<ImageProcessor> channels = new ArrayList<>();
		for (int c = 1; c <= image.getNChannels(); c++) {
			ImageProcessor source = image.getStack().getProcessor(image.getStackIndex(c, plane.slice(), plane.frame()));
			source.setRoi(plane.bounds());
			ImageProcessor part = source.crop();
			if (part instanceof ColorProcessor colour)
				for (int primary = 1; primary <= PRIMARIES.length; primary++)
					channels.add(colour.getChannel(primary, null).convertToFloat());
			else {
				// Raw values: a density calibration would be applied by the conversion.
				part.setCalibrationTable(null);
				channels.add(part.convertToFloat());
			}
		}
		return channels.toArray(ImageProcessor[]::new);
	}

	/** How each channel is displayed in the image. */
	static LUT[] luts(ImagePlus image, int count) {
		if (image.getBitDepth() != RGB_BITS) {
			LUT[] luts = image.getLuts();
			if (luts.length == count) return luts;
		}
		LUT[] luts = new LUT[count];
		for (int c = 0; c < count; c++) {
			luts[c] = LUT.createLutFromColor(count == PRIMARIES.length ? PRIMARIES[c] : Color.WHITE);
			luts[c].min = image.getDisplayRangeMin();
			luts[c].max = image.getDisplayRangeMax();
		}
		return luts;
	}
}
