package sc.fiji.stfpm.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.PixelSize;
import sc.fiji.stfpm.memory.ImageDescriptors;
import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;
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
 * @param descriptors what the normal images are like as a whole; empty in models that were imported or made by earlier versions
 */
public record AnomalyModel(ScoringModel scoring, TeacherReference teacher, Optional<BackboneWeights> ownTeacher,
	Preprocessing preprocessing, Calibration calibration, TrainingRecord record, List<Example> marked, List<Change> changes,
	Optional<ImageDescriptors> descriptors)
{
	/** @throws IllegalArgumentException if the channels or the layers of one part are others than those of another */
	public AnomalyModel {
		Objects.requireNonNull(scoring);
		Objects.requireNonNull(teacher);
		Objects.requireNonNull(ownTeacher);
		Objects.requireNonNull(preprocessing);
		Objects.requireNonNull(calibration);
		Objects.requireNonNull(record);
		marked = List.copyOf(marked);
		changes = List.copyOf(changes);
		int parts = preprocessing.channels().parts().size();
		if (scoring.parts() != parts) throw new IllegalArgumentException("The model looks at " + scoring.parts()
			+ " channels one by one, its images have " + parts + " such (" + preprocessing.channels() + ")");
		int values = parts * scoring.layers().stream().mapToInt(layer -> scoring.backbone().stages().get(layer).channels()).sum();
		if (descriptors.isPresent() && descriptors.get().mean().length != values) throw new IllegalArgumentException(
			"The descriptors are of " + descriptors.get().mean().length + " features, the model's layers have " + values);
	}

	/** As it was trained. */
	public AnomalyModel(ScoringModel scoring, TeacherReference teacher, Optional<BackboneWeights> ownTeacher,
		Preprocessing preprocessing, Calibration calibration, TrainingRecord record)
	{
		this(scoring, teacher, ownTeacher, preprocessing, calibration, record, List.of(), List.of(), Optional.empty());
	}

	/**
	 * Whether an image shows less or more than all that the model learned from, which makes a difference where images are resized: things
	 * are then seen at another scale. Its field of view tells where both pixel sizes are known, else its size in pixels.
	 */
	public boolean isOtherScale(ImagePlane image) {
		if (preprocessing.mode() != Preprocessing.Mode.WHOLE) return false;
		LearnedImages learned = record.images();
		return ratio(image).map(ratio -> learned.isOtherField(image.width() * ratio.width(), image.height() * ratio.height())).orElseGet(
			() -> learned.isOtherSize(image.width(), image.height()));
	}

	/** How large an image's pixels are in the model's, where that is known and counts. */
	private Optional<PixelSize.Ratio> ratio(ImagePlane image) {
		return preprocessing.scale() == null ? Optional.empty() : preprocessing.scale().ratio(image).filter(ratio -> !ratio.isOne());
	}

	/** Whether an image is narrower or wider for its height than all that the model learned from, where images are resized to a square. */
	public boolean isOtherAspect(int width, int height) {
		return preprocessing.mode() == Preprocessing.Mode.WHOLE && record.images().isOtherAspect(width, height);
	}

	/** Whether an image is seen at the model's pixel size rather than at its own. */
	public boolean isRescaled(ImagePlane image) {
		return preprocessing.scale() != null && preprocessing.scale().rescales(image, preprocessing.mode());
	}

	/**
	 * In what an image differs from all that the model learned from, before anything of it is looked at: number and names of channels,
	 * aspect, size, pixel size.
	 * For people, a part of a sentence each; empty where it does not, or where nothing is known.
	 *
	 * @throws IllegalArgumentException if it lacks a channel
	 */
	public List<String> differences(ImagePlane image) {
		List<String> differences = new ArrayList<>();
		LearnedImages learned = record.images();
		if (learned.isOtherChannels(image.channels())) differences.add("it has " + LearnedImages.channelsText(image.channels())
			+ ", the model learned from images of " + learned.channelsText());
		differences.addAll(learned.otherNames(image.channelNames(), preprocessing.channels().resolve(image).sources()));
		if (isOtherAspect(image.width(), image.height())) differences.add("it is of another aspect ratio than the images that the model learned from (" + learned
			.sizesText() + ")");
		if (isOtherScale(image)) differences.add(ratio(image).map(ratio -> "its field of view is another one than that of the images that the"
			+ " model learned from: at their pixel size it would be " + Math.round(image.width() * ratio.width()) + " x " + Math.round(image
				.height() * ratio.height()) + " pixels, they are " + learned.sizesText()).orElse(
					"it is of another size than the images that the model learned from (" + learned.sizesText() + ")"));
		String pixels = preprocessing.scale() == null ? "" : preprocessing.scale().note(image, preprocessing.mode());
		if (!pixels.isEmpty()) differences.add(pixels);
		return differences;
	}

	/** The channels that are looked at one by one, in the order of the mapping's parts; empty where they are seen together. */
	public List<Channel> separateChannels() {
		if (!preprocessing.channels().isSeparate()) return List.of();
		return preprocessing.channels().sources().stream().map(source -> new Channel(source + 1, record.images().channelName(source))).toList();
	}

	/**
	 * Opens the teacher that its features are of, from where it is found.
	 *
	 * @param choice where it is, see {@link TeacherStore#open}; empty to look in the model, then in {@link TeacherStore}
	 * @return one that was named may be another, see {@link #checkTeacher}
	 * @throws IOException if it cannot be read or found
	 */
	public Teacher findTeacher(Optional<String> choice) throws IOException {
		if (choice.isPresent()) return TeacherStore.open(choice.get());
		if (ownTeacher.isPresent()) return new Teacher(teacher.name(), teacher.origin(), ownTeacher.get());
		return TeacherStore.find(teacher.name(), teacher.sha256(), teacher.origin());
	}

	/** @throws IllegalArgumentException if it is another one than the model was trained with */
	public void checkTeacher(Teacher found) {
		if (!found.weights().sha256().equals(teacher.sha256())) throw new IllegalArgumentException("The model was trained with teacher " + teacher
			.label() + ", not with " + found.label());
	}

	/** The same model with the teacher's weights inside. */
	public AnomalyModel selfContained(BackboneWeights weights) {
		return new AnomalyModel(scoring, teacher, Optional.of(weights), preprocessing, calibration, record, marked, changes, descriptors);
	}

	/** The same model with another threshold. */
	public AnomalyModel withCalibration(Calibration other) {
		return new AnomalyModel(scoring, teacher, ownTeacher, preprocessing, other, record, marked, changes, descriptors);
	}

	/** The same model with something else learned. */
	public AnomalyModel withScoring(ScoringModel other) {
		return new AnomalyModel(other, teacher, ownTeacher, preprocessing, calibration, record, marked, changes, descriptors);
	}

	/** The same model to which images are prepared otherwise. */
	public AnomalyModel withPreprocessing(Preprocessing other) {
		return new AnomalyModel(scoring, teacher, ownTeacher, other, calibration, record, marked, changes, descriptors);
	}

	/** The same model with other parts of images marked as anomalous. */
	public AnomalyModel withMarked(List<Example> other) {
		return new AnomalyModel(scoring, teacher, ownTeacher, preprocessing, calibration, record, other, changes, descriptors);
	}

	/** The same model with other descriptors of the normal images. */
	public AnomalyModel withDescriptors(Optional<ImageDescriptors> other) {
		return new AnomalyModel(scoring, teacher, ownTeacher, preprocessing, calibration, record, marked, changes, other);
	}

	/** The same model with one more change. */
	AnomalyModel withChange(Change change) {
		List<Change> more = new ArrayList<>(changes);
		more.add(change);
		return new AnomalyModel(scoring, teacher, ownTeacher, preprocessing, calibration, record, marked, more, descriptors);
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
