package sc.fiji.stfpm.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * A frozen teacher and a frozen student, both with folded batch norms: images in, distances out. Holds native memory
 * until closed. Thread-safe: calls wait for each other, the engine uses all cores within one.
 */
public final class StudentTeacher implements DistanceNetwork {
	private final NDManager manager;
	private final ComputeDevice device;
	private final Backbone backbone;
	private final SharedPyramid teacher;
	private final SharedPyramid student;
	private final InputBuffer input = new InputBuffer();
	private final CellSums cells;

	/** @throws IllegalArgumentException if teacher and student are not of the same backbone */
	public StudentTeacher(BackboneWeights teacher, BackboneWeights student, ComputeDevice device) {
		this(common(teacher, student), SharedPyramid.of(teacher, device), SharedPyramid.of(student, device), device);
	}

	/** Teacher and student are this network's to close. */
	private StudentTeacher(Backbone backbone, SharedPyramid teacher, SharedPyramid student, ComputeDevice device) {
		this.device = device;
		this.backbone = backbone;
		manager = device.newManager();
		cells = new CellSums(manager);
		this.teacher = teacher;
		this.student = student;
	}

	private static Backbone common(BackboneWeights teacher, BackboneWeights student) {
		if (teacher.backbone() != student.backbone()) throw new IllegalArgumentException("The teacher is a " + teacher
			.backbone().id() + ", the student a " + student.backbone().id() + "; both must be the same");
		return teacher.backbone();
	}

	@Override
	public DistanceNetwork another() {
		return new StudentTeacher(backbone, teacher.again(), student.again(), device);
	}

	@Override
	public Backbone backbone() {
		return backbone;
	}

	/** All. */
	@Override
	public List<Integer> layers(int scale) {
		return IntStream.range(0, backbone.stages().size()).boxed().toList();
	}

	@Override
	public OptionalLong freeBytes() {
		return device.freeBytes();
	}

	@Override
	public int reach() {
		return backbone.receptiveFieldRadius();
	}

	/** Distances between teacher and student; there is one scale. */
	@Override
	public List<List<DistanceMap>> distances(int scale, float[] images, int n, int height, int width) {
		return distances(images, n, height, width);
	}

	/**
	 * Distances between teacher and student.
	 *
	 * @param images {@code n * 3 * height * width} normalised values in [N, C, H, W] order
	 * @return for each image the maps of layer1, layer2 and layer3, at strides 4, 8 and 16, sizes rounded up
	 */
	public List<List<DistanceMap>> distances(float[] images, int n, int height, int width) {
		return distances(images, n, height, width, null);
	}

	/** Those of one image, and the teacher's features of it. */
	@Override
	public List<DistanceMap> distances(int scale, float[] image, int height, int width, CellMeans.Part part) {
		return distances(image, 1, height, width, part).get(0);
	}

	/** @param part null where features are not gathered */
	private synchronized List<List<DistanceMap>> distances(float[] images, int n, int height, int width, CellMeans.Part part) {
		try (NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			NDArray x = input.fill(manager, images, n, height, width);
			List<NDArray> target = new ArrayList<>();
			for (NDArray feature : teacher.pyramid().forward(x)) {
				target.add(FeatureDistance.normalised(feature));
				feature.close();
			}
			List<CellSums.Gathered> gathered = new ArrayList<>();
			for (int l = 0; part != null && l < target.size(); l++)
				gathered.add(cells.gather(l, target.get(l), part));
			List<List<DistanceMap>> maps = split(FeatureDistance.between(target, student.pyramid().forward(x)), n);
			gathered.forEach(layer -> layer.addTo(part));
			return part == null ? maps : List.of(IntStream.range(0, target.size()).mapToObj(l -> maps.get(0).get(l).part(part.column(l), part
				.row(l), part.columns(l), part.rows(l))).toList());
		}
	}

	/** The teacher's raw features [N, C, h, w] of layer1, layer2 and layer3, row-major, a layer each. */
	public synchronized List<float[]> teacherFeatures(float[] images, int n, int height, int width) {
		try (NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			return teacher.pyramid().forward(input.fill(manager, images, n, height, width)).stream().map(NDArray::toFloatArray).toList();
		}
	}

	private static List<List<DistanceMap>> split(List<NDArray> layers, int n) {
		List<List<DistanceMap>> images = new ArrayList<>();
		for (int i = 0; i < n; i++)
			images.add(new ArrayList<>());
		for (NDArray layer : layers) {
			int h = (int) layer.getShape().get(1), w = (int) layer.getShape().get(2);
			float[] values = layer.toFloatArray();
			for (int i = 0; i < n; i++)
				images.get(i).add(new DistanceMap(h, w, Arrays.copyOfRange(values, i * h * w, (i + 1) * h * w)));
		}
		return images;
	}

	/** Frees the native memory; the object must not be used afterwards. */
	@Override
	public synchronized void close() {
		teacher.close();
		student.close();
		manager.close();
	}
}
