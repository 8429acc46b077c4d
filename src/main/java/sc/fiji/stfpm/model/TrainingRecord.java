package sc.fiji.stfpm.model;

import java.util.List;

/**
 * How a model came to be.
 *
 * @param preset name of the preset that the options started from, or the origin of an imported model
 * @param options all options, as text
 * @param seed of everything random
 * @param trainingImages number of normal images learned from; 0 for an imported model
 * @param heldOutImages number of normal images that chose the student and the threshold; 0 where none were put aside
 * @param seconds wall time
 * @param device that training really ran on
 * @param engine name and version
 * @param software version of this software
 * @param date ISO 8601, UTC
 * @param images what is known of the images
 * @param leftOut names of normal images that were given, but left out; empty for none
 */
public record TrainingRecord(String preset, String options, long seed, int trainingImages, int heldOutImages,
	double seconds, String device, String engine, String software, String date, LearnedImages images, List<String> leftOut)
{
	public TrainingRecord {
		// Files of older versions have none.
		if (images == null) images = LearnedImages.NONE;
		leftOut = leftOut == null ? List.of() : List.copyOf(leftOut);
	}

	/** Where nothing is known of the images. */
	public TrainingRecord(String preset, String options, long seed, int trainingImages, int heldOutImages, double seconds,
		String device, String engine, String software, String date)
	{
		this(preset, options, seed, trainingImages, heldOutImages, seconds, device, engine, software, date, LearnedImages.NONE, List.of());
	}

	/** Whether other software trained the model. */
	public boolean isImported() {
		return trainingImages == 0;
	}

	/** The images that it learned from, for people. */
	public String imagesText() {
		return trainingImages + " images" + (heldOutImages == 0 ? "" : ", " + heldOutImages + " held out") + (leftOut.isEmpty() ? "" : ", " + leftOut.size()
			+ " left out");
	}
}
