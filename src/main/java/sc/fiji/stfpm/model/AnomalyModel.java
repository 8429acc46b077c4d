package sc.fiji.stfpm.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * Everything that turns an image into an anomaly map and a decision, but for the teacher's weights, which may live in a
 * file of their own. Immutable.
 *
 * @param scoring what it has learned of the normal
 * @param teacher which teacher it was trained with
 * @param ownTeacher the teacher's weights, where the model is self-contained
 * @param preprocessing how images become network input
 * @param calibration from scores to a decision
 * @param record how the model came to be
 * @param changes what was changed since, the oldest first
 */
public record AnomalyModel(ScoringModel scoring, TeacherReference teacher, Optional<BackboneWeights> ownTeacher,
	Preprocessing preprocessing, Calibration calibration, TrainingRecord record, List<Change> changes)
{
	public AnomalyModel {
		Objects.requireNonNull(scoring);
		Objects.requireNonNull(teacher);
		Objects.requireNonNull(ownTeacher);
		Objects.requireNonNull(preprocessing);
		Objects.requireNonNull(calibration);
		Objects.requireNonNull(record);
		changes = List.copyOf(changes);
	}

	/** As it was trained. */
	public AnomalyModel(ScoringModel scoring, TeacherReference teacher, Optional<BackboneWeights> ownTeacher,
		Preprocessing preprocessing, Calibration calibration, TrainingRecord record)
	{
		this(scoring, teacher, ownTeacher, preprocessing, calibration, record, List.of());
	}

	/**
	 * Whether an image is smaller or larger than all that the model learned from, which makes a difference where images are
	 * resized: things are then shown at another scale.
	 */
	public boolean isOtherScale(int width, int height) {
		return preprocessing.mode() == Preprocessing.Mode.WHOLE && record.images().isOtherSize(width, height);
	}

	/** The same model with the teacher's weights inside. */
	public AnomalyModel selfContained(BackboneWeights weights) {
		return new AnomalyModel(scoring, teacher, Optional.of(weights), preprocessing, calibration, record, changes);
	}

	/** The same model with another threshold. */
	public AnomalyModel withCalibration(Calibration other) {
		return new AnomalyModel(scoring, teacher, ownTeacher, preprocessing, other, record, changes);
	}
}
