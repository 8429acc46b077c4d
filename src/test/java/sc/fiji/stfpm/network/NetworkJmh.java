package sc.fiji.stfpm.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.profile.MeasuredModel;
import sc.fiji.stfpm.teacher.EmbeddedTeacher;
import sc.fiji.stfpm.testing.ImageFolder;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.DType;
import sc.fiji.stfpm.weights.Tensor;

/** The parts of what the networks do with an image of 256 x 256. */
@State(Scope.Benchmark)
public class NetworkJmh {
	private static final int SIDE = 256;
	private static final int REFERENCE = 768;

	/** A normal image, whose places are all near others. */
	private float[] image;
	private NoGradient off;
	private final List<NearestNormal> searches = new ArrayList<>(), withoutPositions = new ArrayList<>();
	private final List<NDArray> pooled = new ArrayList<>();
	private NDManager manager;
	private NDArray factor;
	private ResNetPyramid teacher;
	private InputBuffer input;
	private MemoryNetwork networks;
	private FeatureSampler sampler;

	@Setup
	public void open() throws IOException {
		ComputeDevice device = ComputeDevice.of("cpu");
		off = new NoGradient();
		BackboneWeights weights = EmbeddedTeacher.DEFAULT.get().weights();
		manager = device.newManager();
		factor = manager.randomUniform(-1, 1, new Shape(REFERENCE, REFERENCE));
		teacher = ResNetPyramid.folded(manager, weights);
		input = new InputBuffer();
		AnomalyModel model = MeasuredModel.read();
		image = model.preprocessing().whole(ImagePlane.of(ImageFolder.plane(SIDE, 10_000)));
		List<List<MemoryBank>> banks = ((MemoryModel) model.scoring()).banks();
		networks = new MemoryNetwork(weights, banks, device);
		sampler = new FeatureSampler(weights, device);
		List<NDArray> features = teacher.forward(input.fill(manager, image, 1, SIDE, SIDE));
		for (MemoryBank bank : banks.get(0)) {
			searches.add(new NearestNormal(manager, bank));
			withoutPositions.add(new NearestNormal(manager, withoutPositions(bank)));
			pooled.add(PooledFeatures.of(FeatureDistance.normalised(features.get(bank.layer()))));
		}
	}

	private static MemoryBank withoutPositions(MemoryBank bank) {
		int channels = bank.whitening().channels(), width = (int) bank.vectors().shape()[1];
		float[] all = bank.vectors().floats(), vectors = new float[bank.size() * channels];
		for (int i = 0; i < bank.size(); i++)
			System.arraycopy(all, i * width, vectors, i * channels, channels);
		return new MemoryBank(bank.layer(), bank.whitening(), Tensor.of(vectors, bank.size(), channels).as(DType.F16), 0, bank.scale());
	}

	@TearDown
	public void close() {
		sampler.close();
		networks.close();
		manager.close();
		off.close();
	}

	/** What the engine's times are divided by. */
	@Benchmark
	public float reference() {
		try (NDArray product = factor.matMul(factor)) {
			return product.getFloat(0, 0);
		}
	}

	@Benchmark
	public void teacher() {
		try (NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			teacher.forward(input.fill(manager, image, 1, SIDE, SIDE));
		}
	}

	@Benchmark
	public List<DistanceMap> search() {
		return search(searches);
	}

	/** As in {@code TILES} mode. */
	@Benchmark
	public List<DistanceMap> searchWithoutPositions() {
		return search(withoutPositions);
	}

	private List<DistanceMap> search(List<NearestNormal> memories) {
		List<DistanceMap> maps = new ArrayList<>();
		try (NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			for (int i = 0; i < memories.size(); i++)
				maps.add(memories.get(i).map(pooled.get(i)));
		}
		return maps;
	}

	/** Input to distances. */
	@Benchmark
	public Object networks() {
		return networks.distances(0, image, 1, SIDE, SIDE);
	}

	/** What training does with an image for the first time. */
	@Benchmark
	public Object trainingLook() {
		return sampler.sample(0, image, SIDE, SIDE, new FeatureSampler.Core(0, 0, SIDE, SIDE), 3);
	}
}
