package sc.fiji.stfpm.network;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import sc.fiji.stfpm.memory.LearnedBank;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;

/** A frozen teacher with folded batch norms and memories of its normal features: images in, distances to the nearest out. */
public final class MemoryNetwork implements DistanceNetwork {
	private final NDManager manager;
	private final ComputeDevice device;
	private final Backbone backbone;
	private final SharedPyramid teacher;
	private final InputBuffer input = new InputBuffer();
	private final List<List<NearestNormal>> memories;
	private final List<List<MemoryBank>> banks;
	private final CellSums cells;

	/** @param banks for every scale those of the layers that count */
	public MemoryNetwork(BackboneWeights teacher, List<List<MemoryBank>> banks, ComputeDevice device) {
		this(teacher.backbone(), SharedPyramid.of(teacher, device), banks, device);
	}

	/** @param teacher is this network's to close */
	private MemoryNetwork(Backbone backbone, SharedPyramid teacher, List<List<MemoryBank>> banks, ComputeDevice device) {
		this.device = device;
		this.backbone = backbone;
		manager = device.newManager();
		cells = new CellSums(manager);
		this.teacher = teacher;
		this.banks = banks;
		memories = banks.stream().map(scale -> scale.stream().map(bank -> new NearestNormal(manager, bank)).toList()).toList();
	}

	/** With the memories as they were given. */
	@Override
	public DistanceNetwork another() {
		return new MemoryNetwork(backbone, teacher.again(), banks, device);
	}

	/**
	 * Judges as if the memories held other vectors in some places, until the next call; what the last one replaced is put back.
	 *
	 * @param replacements for every bank of every scale
	 */
	public synchronized void replace(List<List<LearnedBank.Replacement>> replacements) {
		for (int s = 0; s < memories.size(); s++)
			for (int b = 0; b < memories.get(s).size(); b++)
				memories.get(s).get(b).replace(replacements.get(s).get(b));
	}

	@Override
	public Backbone backbone() {
		return backbone;
	}

	@Override
	public List<Integer> layers(int scale) {
		return banks.get(scale).stream().map(MemoryBank::layer).toList();
	}

	@Override
	public OptionalLong freeBytes() {
		return device.freeBytes();
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
	public List<List<DistanceMap>> distances(int scale, float[] images, int n, int height, int width) {
		return distances(scale, images, n, height, width, null);
	}

	@Override
	public List<DistanceMap> distances(int scale, float[] image, int height, int width, CellMeans.Part part) {
		return distances(scale, image, 1, height, width, part).get(0);
	}

	/** @param part null where features are not gathered */
	private synchronized List<List<DistanceMap>> distances(int scale, float[] images, int n, int height, int width, CellMeans.Part part) {
		List<List<DistanceMap>> maps = new ArrayList<>();
		for (int i = 0; i < n; i++)
			maps.add(new ArrayList<>());
		List<CellSums.Gathered> gathered = new ArrayList<>();
		try (NoGradient off = new NoGradient(); NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			List<NDArray> features = teacher.pyramid().forward(input.fill(manager, images, n, height, width), depth(scale));
			for (int b = 0; b < banks.get(scale).size(); b++)
				layer(scale, b, features.get(banks.get(scale).get(b).layer()), maps, part, gathered);
		}
		gathered.forEach(layer -> layer.addTo(part));
		return maps;
	}

	/**
	 * Samples one image, as {@link FeatureSampler#sample} does.
	 *
	 * @param image {@code 3 * height * width} normalised values in [C, H, W] order
	 * @return a sample for every bank of the scale, with the distances to it
	 */
	public synchronized List<FeatureSampler.LayerSample> sample(int scale, float[] image, int height, int width,
		FeatureSampler.Core core)
	{
		List<FeatureSampler.LayerSample> samples = new ArrayList<>();
		try (NoGradient off = new NoGradient(); NDScope scope = new NDScope()) {
			scope.suppressNotUsedWarning();
			List<NDArray> features = teacher.pyramid().forward(input.fill(manager, image, 1, height, width), depth(scale));
			for (int b = 0; b < banks.get(scale).size(); b++) {
				int layer = banks.get(scale).get(b).layer();
				samples.add(FeatureSampler.layer(features.get(layer), core, backbone.stages().get(layer).stride(), memories.get(scale)
					.get(b)));
			}
		}
		return samples;
	}

	/** How many of the teacher's layers a scale needs. */
	private int depth(int scale) {
		return banks.get(scale).stream().mapToInt(MemoryBank::layer).max().orElseThrow() + 1;
	}

	private void layer(int scale, int b, NDArray features, List<List<DistanceMap>> maps, CellMeans.Part part,
		List<CellSums.Gathered> gathered)
	{
		NearestNormal memory = memories.get(scale).get(b);
		try (NDArray normalised = FeatureDistance.normalised(features); NDArray pooled = PooledFeatures.of(normalised)) {
			if (part != null) gathered.add(cells.gather(b, normalised, part));
			for (int i = 0; i < maps.size(); i++)
				try (NDArray one = pooled.get(part == null ? new NDIndex("{}:{}", i, i + 1) : counting(b, part))) {
					maps.get(i).add(memory.map(one));
				}
		}
	}

	/** The search takes as long as the network does; it is not done for what is there for receptive fields alone. */
	private static NDIndex counting(int b, CellMeans.Part part) {
		int x = part.column(b), y = part.row(b);
		return new NDIndex(":, :, {}:{}, {}:{}", y, y + part.rows(b), x, x + part.columns(b));
	}

	@Override
	public synchronized void close() {
		teacher.close();
		manager.close();
	}
}
