package sc.fiji.stfpm.model;

/**
 * How a model came to be.
 *
 * @param preset name of the preset that the options started from, or the origin of an imported model
 * @param options all options, as text
 * @param seed of initialisation, split and order
 * @param trainingImages number of images learned from
 * @param heldOutImages number of normal images that chose the student and the threshold; 0 for an imported model
 * @param steps training steps done
 * @param bestStep the step whose student was kept
 * @param finalLoss loss of the last step
 * @param bestValidation mean anomaly map over the held-out images of the student that was kept
 * @param seconds wall time
 * @param device that training really ran on
 * @param engine name and version
 * @param software version of this software
 * @param date ISO 8601, UTC
 */
public record TrainingRecord(String preset, String options, long seed, int trainingImages, int heldOutImages, int steps,
	int bestStep, double finalLoss, double bestValidation, double seconds, String device, String engine, String software,
	String date)
{
	/** What chose the student, for people: the held-out images, or whatever trained it elsewhere. */
	public String studentFrom() {
		return heldOutImages == 0 ? preset : "lowest mean anomaly map over " + heldOutImages + " held-out normal images";
	}
}
