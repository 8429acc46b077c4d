package sc.fiji.stfpm.model;

/**
 * How the training of a student went.
 *
 * @param steps training steps done
 * @param bestStep the step whose student was kept
 * @param finalLoss loss of the last step
 * @param bestValidation mean anomaly map over the held-out images of the student that was kept
 */
public record TrainingCourse(int steps, int bestStep, double finalLoss, double bestValidation) {}
