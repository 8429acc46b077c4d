package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.detect.AnomalyMapper;
import sc.fiji.stfpm.model.StudentModel;
import sc.fiji.stfpm.model.TrainingCourse;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.DistanceMap;
import sc.fiji.stfpm.network.StudentTeacher;
import sc.fiji.stfpm.score.AnomalyMap;
import sc.fiji.stfpm.score.MapFormula;
import sc.fiji.stfpm.weights.BackboneWeights;

/** The normal images that choose the best student: the one whose anomaly map is lowest on average over them. */
record HeldOut(TrainingImages images, MapFormula formula, BackboneWeights teacher, ComputeDevice device) {
	private static final int BATCH = 4;
	private static final TrainingCourse NO_COURSE = new TrainingCourse(0, 0, Double.NaN, Double.NaN);

	/** Mean of the anomaly map over all pixels of all held-out images (the authors' criterion). */
	double meanMap(BackboneWeights student) throws IOException {
		try (StudentTeacher networks = new StudentTeacher(teacher, student, device)) {
			return images.areFixed() ? wholeImages(networks) : tiledImages(new AnomalyMapper(networks, images.preprocessing(),
				new StudentModel(student, formula, NO_COURSE)));
		}
	}

	/** In the network's input size and several at once, which is faster. */
	private double wholeImages(StudentTeacher networks) throws IOException {
		int size = images.preprocessing().size(), values = 3 * size * size;
		double sum = 0;
		for (int from = 0; from < images.count(); from += BATCH) {
			int n = Math.min(BATCH, images.count() - from);
			float[] batch = new float[n * values];
			for (int i = 0; i < n; i++)
				images.wholeInput(from + i, batch, i * values);
			for (List<DistanceMap> distances : Halving.of(n, (first, count) -> networks.distances(Arrays.copyOfRange(batch, first * values, (first
				+ count) * values), count, size, size)))
				sum += mean(AnomalyMap.fuse(distances, size, size, formula));
		}
		return sum / images.count();
	}

	private double tiledImages(AnomalyMapper mapper) throws IOException {
		double sum = 0;
		for (int i = 0; i < images.count(); i++)
			sum += mean(mapper.map(images.plane(i), Progress.NONE));
		return sum / images.count();
	}

	private static double mean(float[] map) {
		double sum = 0;
		for (float value : map)
			sum += value;
		return sum / map.length;
	}
}
