package sc.fiji.stfpm.ui;

import java.awt.Rectangle;
import java.util.List;
import java.util.function.Function;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import sc.fiji.stfpm.detect.DetectionResult;

/**
 * New images made of anomaly maps: the maps themselves, masks, labels, composites. Slices and frames are those that were
 * judged; calibration and the place of a crop are copied from the image.
 */
final class MapImages {
	private static final int LABEL_LIMIT = 65535;

	private final ImagePlus image;
	private final List<PlaneResult> planes;
	private final String info;

	/**
	 * @param planes of the image, slices before frames
	 * @param info what the maps were made with; kept in the image and in a TIFF of it
	 */
	MapImages(ImagePlus image, List<PlaneResult> planes, String info) {
		this.image = image;
		this.planes = planes;
		this.info = info;
	}

	/** 32-bit, at the display range of the model: auto-contrast would make every normal image look anomalous. */
	ImagePlus map() {
		ImagePlus map = stacked("Anomaly map of ", MapImages::values);
		map.setLut(displayed(Inferno.lut()));
		return map;
	}

	/** 8-bit, 255 in regions. */
	ImagePlus mask() {
		return stacked("Anomaly mask of ", r -> {
			int[] labels = r.labels();
			byte[] mask = new byte[labels.length];
			for (int i = 0; i < mask.length; i++)
				mask[i] = (byte) (labels[i] > 0 ? 255 : 0);
			return new ByteProcessor(r.width(), r.height(), mask);
		});
	}

	/** 16-bit, the regions' numbers in the table; numbered anew in every plane. */
	ImagePlus labels() {
		ImagePlus labels = stacked("Anomaly labels of ", r -> {
			int[] found = r.labels();
			short[] values = new short[found.length];
			for (int i = 0; i < found.length; i++)
				values[i] = (short) Math.min(found[i], LABEL_LIMIT);
			return new ShortProcessor(r.width(), r.height(), values, null);
		});
		int most = planes.stream().mapToInt(p -> p.result().regions().size()).max().orElse(0);
		labels.setLut(Inferno.lut());
		labels.setDisplayRange(0, Math.max(1, most));
		return labels;
	}

	/** 32-bit, the judged part of the image's channels and the map as the last one. */
	ImagePlus composite() {
		ImageStack stack = null;
		int channels = 0;
		for (PlaneResult plane : planes) {
			ImageProcessor[] sources = Channels.of(image, plane);
			channels = sources.length + 1;
			if (stack == null) stack = new ImageStack(plane.bounds().width, plane.bounds().height);
			for (ImageProcessor source : sources)
				stack.addSlice(label(plane), source);
			stack.addSlice("Anomaly map", values(plane.result()));
		}
		ImagePlus flat = placed(new ImagePlus("Anomaly composite of " + image.getTitle(), stack), channels);
		CompositeImage composite = new CompositeImage(flat, CompositeImage.COMPOSITE);
		LUT[] luts = Channels.luts(image, channels - 1);
		for (int c = 1; c < channels; c++)
			composite.setChannelLut(luts[c - 1], c);
		composite.setChannelLut(displayed(Inferno.lut()), channels);
		return composite;
	}

	private static FloatProcessor values(DetectionResult r) {
		return new FloatProcessor(r.width(), r.height(), r.values());
	}

	private LUT displayed(LUT lut) {
		var calibration = planes.get(0).result().calibration();
		lut.min = calibration.displayLower();
		lut.max = calibration.displayUpper();
		return lut;
	}

	private ImagePlus stacked(String prefix, Function<DetectionResult, ImageProcessor> pixels) {
		Rectangle bounds = planes.get(0).bounds();
		ImageStack stack = new ImageStack(bounds.width, bounds.height);
		for (PlaneResult plane : planes)
			stack.addSlice(label(plane), pixels.apply(plane.result()));
		return placed(new ImagePlus(prefix + image.getTitle(), stack), 1);
	}

	/** With the reason why a plane is not comparable, which its map does not show. */
	private String described() {
		StringBuilder text = new StringBuilder(info);
		for (PlaneResult plane : planes)
			if (!plane.result().comparison().comparable()) text.append(text.isEmpty() || info.endsWith("\n") ? "" : "\n").append(plane.where(
				planes.size() > 1)).append(plane.result().decision()).append(": ").append(plane.result().reason());
		return text.toString();
	}

	private String label(PlaneResult plane) {
		return image.getStack().getSliceLabel(image.getStackIndex(1, plane.slice(), plane.frame()));
	}

	private ImagePlus placed(ImagePlus made, int channels) {
		int frames = (int) planes.stream().mapToInt(PlaneResult::frame).distinct().count();
		made.setDimensions(channels, planes.size() / frames, frames);
		made.setOpenAsHyperStack(channels > 1 || frames > 1 && planes.size() > frames);
		Rectangle bounds = planes.get(0).bounds();
		Calibration calibration = image.getCalibration().copy();
		calibration.setFunction(Calibration.NONE, null, "Anomaly score");
		calibration.xOrigin -= bounds.x;
		calibration.yOrigin -= bounds.y;
		made.setCalibration(calibration);
		made.setProperty("Info", described());
		if (planes.size() > 1) made.setPosition(1, image.getZ(), image.getT());
		return made;
	}
}
