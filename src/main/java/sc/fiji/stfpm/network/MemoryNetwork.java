package sc.fiji.stfpm.network;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

/** A frozen teacher with folded batch norms and memories of its normal features: images in, distances to the nearest out. */
public final class MemoryNetwork implements DistanceNetwork {
	private final NDManager manager;
	private final ComputeDevice device;
	private final Backbone backbone;
	private final ResNetPyramid teacher;
	private final InputBuffer input = new InputBuffer();
	private List<List<NearestNormal>> memories = List.of();
	private List<List<MemoryBank>> banks = List.of();

	/** @param banks for every scale those of the layers that count */
	public MemoryNetwork(BackboneWeights teacher, List<List<MemoryBank>> banks, ComputeDevice device) {
		this.device = device;
		backbone = teacher.backbone();
		manager = device.newManager();
		this.teacher = StudentTeacher.folded(manager, teacher);
		use(banks);
	}

	/** Compares with other memories from now on. */
	public synchronized void use(List<List<MemoryBank>> others) {
		memories.forEach(scale -> scale.forEach(NearestNormal::close));
		memories = others.stream().map(scale -> scale.stream().map(bank -> new NearestNormal(manager, bank)).toList()).toList();
		banks = others;
	}

	@Override
	public Backbone backbone() {
		return backbone;
	}

	@Override
	public ComputeDevice device() {
		return device;
	}

	@Override
	public synchronized List<Integer> strides(int scale) {
		return banks.get(scale).stream().map(bank -> backbone.stages().get(bank.layer()).stride()).toList();
	}

	@Override
	public int reach() {
		return reach(backbone);
	}

	/** As far as the last layer's receptive field and the neighbours that its features are averaged over. */
	static int reach(Backbone backbone) {
		return backbone.receptiveFieldRadius() + backbone.stride();
	}

	@Override
	public synchronized List<List<DistanceMap>> distances(int scale, float[] images, int n, int height, int width) {
		List<List<DistanceMap>> maps = new ArrayList<>();
		for (int i = 0; i < n; i++)
			maps.add(new ArrayList<>());
		try (NoGradient off = new NoGradient(); NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			List<NDArray> features = teacher.forward(input.fill(manager, images, n, height, width));
			for (int b = 0; b < banks.get(scale).size(); b++)
				layer(memories.get(scale).get(b), features.get(banks.get(scale).get(b).layer()), maps);
		}
		return maps;
	}

	private static void layer(NearestNormal memory, NDArray features, List<List<DistanceMap>> maps) {
		int h = (int) features.getShape().get(2), w = (int) features.getShape().get(3);
		try (NDArray normalised = FeatureDistance.normalised(features); NDArray pooled = PooledFeatures.of(normalised)) {
			for (int i = 0; i < maps.size(); i++)
				try (NDArray one = pooled.get(new NDIndex("{}:{}", i, i + 1)); NDArray rows = PooledFeatures.rows(one)) {
					maps.get(i).add(new DistanceMap(h, w, memory.distances(rows, h, w)));
				}
		}
	}

	@Override
	public synchronized void close() {
		manager.close();
	}
}
