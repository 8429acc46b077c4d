package sc.fiji.stfpm.model;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

import sc.fiji.stfpm.image.BilinearRows;
import sc.fiji.stfpm.image.Columns;
import sc.fiji.stfpm.image.RowSource;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.StudentTeacher;
import sc.fiji.stfpm.score.AnomalyMap;
import sc.fiji.stfpm.score.DistanceField;
import sc.fiji.stfpm.score.MapFormula;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * A student that reproduces its teacher's features of normal images (STFPM, Wang et al., BMVC 2021): where it does not, an image
 * is anomalous.
 *
 * @param weights of the trained network
 * @param formula how distances become a map
 * @param course how its training went
 */
public record StudentModel(BackboneWeights weights, MapFormula formula, TrainingCourse course) implements ScoringModel {
	public StudentModel {
		Objects.requireNonNull(weights);
		Objects.requireNonNull(formula);
		Objects.requireNonNull(course);
	}

	@Override
	public String kind() {
		return "student";
	}

	@Override
	public Backbone backbone() {
		return weights.backbone();
	}

	@Override
	public String sha256() {
		return weights.sha256();
	}

	@Override
	public List<Integer> sizes(Preprocessing preprocessing) {
		return List.of(preprocessing.size());
	}

	@Override
	public List<Integer> layers() {
		return IntStream.range(0, backbone().stages().size()).boxed().toList();
	}

	@Override
	public StudentTeacher network(BackboneWeights teacher, ComputeDevice device) {
		return new StudentTeacher(teacher, weights, device);
	}

	/** The map in the network's input size, then bilinear to the image's. */
	@Override
	public RowSource rows(List<? extends DistanceField> scales, int height, int width, Columns wanted) {
		DistanceField only = scales.get(0);
		if (only.height() == height && only.width() == width) return AnomalyMap.rows(only, formula, wanted);
		RowSource map = AnomalyMap.rows(only, formula, BilinearRows.needed(wanted, only.width(), width));
		return new BilinearRows(map, only.width(), only.height(), width, height, wanted);
	}

	/** Products of small distances are nearly nothing. */
	@Override
	public float level() {
		return 0;
	}

	@Override
	public String mapText() {
		return formula.toString();
	}

	@Override
	public String learnedText() {
		return String.format(Locale.ROOT, "%d steps, student of step %d kept", course.steps(), course.bestStep());
	}

	@Override
	public String chosenBy(TrainingRecord record) {
		return record.isImported() ? record.preset() : "lowest mean anomaly map over " + record.heldOutImages()
			+ " held-out normal images";
	}
}
