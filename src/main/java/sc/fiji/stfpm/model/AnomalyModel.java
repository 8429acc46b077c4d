package sc.fiji.stfpm.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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
 * @param marked parts of images that a person marked as anomalous, the oldest first
 * @param changes what was changed since, the oldest first
 */
public record AnomalyModel(ScoringModel scoring, TeacherReference teacher, Optional<BackboneWeights> ownTeacher,
	Preprocessing preprocessing, Calibration calibration, TrainingRecord record, List<Example> marked, List<Change> changes)
{
	public AnomalyModel {
		Objects.requireNonNull(scoring);
		Objects.requireNonNull(teacher);
		Objects.requireNonNull(ownTeacher);
		Objects.requireNonNull(preprocessing);
		Objects.requireNonNull(calibration);
		Objects.requireNonNull(record);
		marked = List.copyOf(marked);
		changes = List.copyOf(changes);
	}

	/** As it was trained. */
	public AnomalyModel(ScoringModel scoring, TeacherReference teacher, Optional<BackboneWeights> ownTeacher,
		Preprocessing preprocessing, Calibration calibration, TrainingRecord record)
	{
		this(scoring, teacher, ownTeacher, preprocessing, calibration, record, List.of(), List.of());
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
		return new AnomalyModel(scoring, teacher, Optional.of(weights), preprocessing, calibration, record, marked, changes);
	}

	/** The same model with another threshold. */
	public AnomalyModel withCalibration(Calibration other) {
		return new AnomalyModel(scoring, teacher, ownTeacher, preprocessing, other, record, marked, changes);
	}

	/** The same model with something else learned. */
	public AnomalyModel withScoring(ScoringModel other) {
		return new AnomalyModel(other, teacher, ownTeacher, preprocessing, calibration, record, marked, changes);
	}

	/** The same model with other parts of images marked as anomalous. */
	public AnomalyModel withMarked(List<Example> other) {
		return new AnomalyModel(scoring, teacher, ownTeacher, preprocessing, calibration, record, other, changes);
	}

	/** The same model with one more change. */
	AnomalyModel withChange(Change change) {
		List<Change> more = new ArrayList<>(changes);
		more.add(change);
		return new AnomalyModel(scoring, teacher, ownTeacher, preprocessing, calibration, record, marked, more);
	}

	/** What was accepted as normal since the training, the oldest first. */
	public List<Accepted> accepted() {
		return scoring instanceof MemoryModel memory ? memory.accepted() : List.of();
	}

	/** Fingerprints of all images that it learned from, or that somebody said something about. */
	public Set<String> known() {
		Set<String> known = record.images().known();
		accepted().forEach(one -> known.add(one.example().fingerprint()));
		marked.forEach(one -> known.add(one.fingerprint()));
		return known;
	}
}
