package sc.fiji.stfpm.model;

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
 */
public record TrainingRecord(String preset, String options, long seed, int trainingImages, int heldOutImages,
	double seconds, String device, String engine, String software, String date, LearnedImages images)
{
	public TrainingRecord {
		// Files of older versions have none.
		if (images == null) images = LearnedImages.NONE;
	}

	/** Where nothing is known of the images. */
	public TrainingRecord(String preset, String options, long seed, int trainingImages, int heldOutImages, double seconds,
		String device, String engine, String software, String date)
	{
		this(preset, options, seed, trainingImages, heldOutImages, seconds, device, engine, software, date, LearnedImages.NONE);
	}

	/** Whether other software trained the model. */
	public boolean isImported() {
		return trainingImages == 0;
	}

	/** The images that it learned from, for people. */
	public String imagesText() {
		return heldOutImages == 0 ? trainingImages + " images" : trainingImages + " images, " + heldOutImages + " held out";
	}
}
