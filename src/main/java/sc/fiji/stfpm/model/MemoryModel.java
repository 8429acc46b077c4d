package sc.fiji.stfpm.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import sc.fiji.stfpm.image.Columns;
import sc.fiji.stfpm.image.RowSource;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.MemoryNetwork;
import sc.fiji.stfpm.score.ChannelGain;
import sc.fiji.stfpm.score.DistanceField;
import sc.fiji.stfpm.score.HighestRows;
import sc.fiji.stfpm.score.SummedMap;
import sc.fiji.stfpm.weights.Backbone;
import sc.fiji.stfpm.weights.BackboneWeights;
import sc.fiji.stfpm.weights.Tensor;
import sc.fiji.stfpm.weights.TensorDigest;

/**
 * A memory of normal features in whitened space: where the nearest one is far, an image is anomalous.
 *
 * @param backbone of the teacher
 * @param scales at least one, as they were learned
 * @param accepted what was added to the memory since, the oldest first
 * @param gains of separate channels, see {@link ChannelGain}; empty where the model sees the channels together
 */
public record MemoryModel(Backbone backbone, List<Scale> scales, List<Accepted> accepted, List<Float> gains) implements ScoringModel {
	/**
	 * The memories of one size of input.
	 *
	 * @param part which of the channel mapping's {@linkplain sc.fiji.stfpm.image.ChannelMapping#parts parts} they are of, from 0
	 * @param size side in pixels of the square that whole images are resized to; for tiles the images' own resolution counts
	 * @param banks of the layers that count, in their order, at least one
	 */
	public record Scale(int part, int size, List<MemoryBank> banks) {
		public Scale {
			banks = List.copyOf(banks);
			if (banks.isEmpty()) throw new IllegalArgumentException("A memory needs at least one layer");
		}

		/** Where the model sees the channels together. */
		public Scale(int size, List<MemoryBank> banks) {
			this(0, size, banks);
		}
	}

	/**
	 * @throws IllegalArgumentException naming the layer that does not fit the backbone, or the vectors that do not fit a layer; and for
	 *           separate channels of which one has another number of memories than the others, or no gain
	 */
	public MemoryModel {
		scales = List.copyOf(scales);
		accepted = List.copyOf(accepted);
		gains = List.copyOf(gains);
		if (scales.isEmpty()) throw new IllegalArgumentException("A memory needs at least one scale");
		for (Scale scale : scales)
			for (MemoryBank bank : scale.banks) {
				List<Backbone.Stage> stages = backbone.stages();
				if (bank.layer() < 0 || bank.layer() >= stages.size()) throw new IllegalArgumentException(backbone.id()
					+ " has no layer " + (bank.layer() + 1));
				Backbone.Stage stage = stages.get(bank.layer());
				if (bank.whitening().channels() != stage.channels()) throw new IllegalArgumentException("The memory of " + stage
					.name() + " is of " + bank.whitening().channels() + " channels, those of " + backbone.id() + " are " + stage
						.channels());
			}
		checkParts(scales, gains.size());
		judging(scales, accepted);
	}

	/** As it was learned, where it sees the channels together. */
	public MemoryModel(Backbone backbone, List<Scale> scales) {
		this(backbone, scales, List.of(), List.of());
	}

	private static void checkParts(List<Scale> scales, int gains) {
		int parts = Math.max(1, gains);
		if (gains == 1) throw new IllegalArgumentException("One channel alone has no gain");
		for (Scale scale : scales)
			if (scale.part < 0 || scale.part >= parts) throw new IllegalArgumentException("There is a memory of channel " + (scale.part + 1)
				+ " of " + parts);
		for (int part = 1; part < parts; part++)
			if (!shape(scales, part).equals(shape(scales, 0))) throw new IllegalArgumentException("The memories of channel " + (part + 1)
				+ " have other sizes or layers than those of the first");
	}

	/** Of each of a channel's scales the size and the layers. */
	private static List<String> shape(List<Scale> scales, int part) {
		return scales.stream().filter(scale -> scale.part == part).map(scale -> scale.size + " " + scale.banks.stream().map(MemoryBank::layer)
			.toList()).toList();
	}

	/** The same with more that was accepted, or less. */
	public MemoryModel withAccepted(List<Accepted> other) {
		return new MemoryModel(backbone, scales, other, gains);
	}

	/** The banks that judge images, for every scale: those learned, with what was accepted. */
	public List<List<MemoryBank>> banks() {
		return judging(scales, accepted);
	}

	private static List<List<MemoryBank>> judging(List<Scale> scales, List<Accepted> accepted) {
		return IntStream.range(0, scales.size()).mapToObj(s -> IntStream.range(0, scales.get(s).banks.size()).mapToObj(b -> {
			MemoryBank bank = scales.get(s).banks.get(b);
			return accepted.isEmpty() ? bank : bank.with(accepted.stream().map(one -> one.vectors().get(s).get(b)).toList());
		}).toList()).toList();
	}

	@Override
	public String kind() {
		return "memory";
	}

	@Override
	public String sha256() {
		return TensorDigest.of(MemorySection.tensors(this));
	}

	@Override
	public List<Integer> sizes(Preprocessing preprocessing) {
		return scales.stream().map(Scale::size).toList();
	}

	@Override
	public List<Integer> layers() {
		return scales.get(0).banks.stream().map(MemoryBank::layer).toList();
	}

	@Override
	public MemoryNetwork network(BackboneWeights teacher, ComputeDevice device) {
		if (teacher.backbone() != backbone) throw new IllegalArgumentException("The teacher is a " + teacher.backbone().id()
			+ ", the memory is of a " + backbone.id() + "; both must be the same");
		return new MemoryNetwork(teacher, banks(), device);
	}

	@Override
	public int parts() {
		return Math.max(1, gains.size());
	}

	@Override
	public int part(int scale) {
		return scales.get(scale).part;
	}

	@Override
	public int firstScale(int part) {
		return IntStream.range(0, scales.size()).filter(s -> scales.get(s).part == part).findFirst().orElseThrow();
	}

	@Override
	public RowSource rows(List<? extends DistanceField> distances, int height, int width, Columns wanted) {
		return HighestRows.of(IntStream.range(0, parts()).mapToObj(part -> rows(part, distances, height, width, wanted)).toList(), wanted
			.count());
	}

	@Override
	public RowSource rows(int part, List<? extends DistanceField> distances, int height, int width, Columns wanted) {
		List<? extends DistanceField> own = IntStream.range(0, scales.size()).filter(s -> scales.get(s).part == part).mapToObj(distances::get)
			.toList();
		RowSource sum = SummedMap.rows(own, height, width, wanted);
		return gains.isEmpty() ? sum : new ChannelGain(level(), gains.get(part)).of(sum, wanted.count());
	}

	/** Each layer of each scale adds 1, in each of separate channels. */
	@Override
	public float level() {
		return scales.stream().filter(scale -> scale.part == 0).mapToInt(scale -> scale.banks.size()).sum();
	}

	@Override
	public String mapText() {
		List<Integer> sizes = scales.stream().filter(scale -> scale.part == 0).map(Scale::size).toList();
		return "sum over layers " + scales.get(0).banks.stream().map(bank -> Integer.toString(bank.layer() + 1)).collect(
			Collectors.joining(", ")) + (sizes.size() > 1 ? " and input sizes " + sizes.stream().map(String::valueOf).collect(Collectors
				.joining(", ")) : "") + (parts() > 1 ? "; of " + parts() + " channels the highest" : "");
	}

	@Override
	public String learnedText() {
		long vectors = banks().stream().flatMap(List::stream).mapToLong(MemoryBank::size).sum();
		long bytes = MemorySection.tensors(this).values().stream().mapToLong(Tensor::byteCount).sum();
		return String.format(Locale.ROOT, "%d normal vectors kept (%.1f MB)%s", vectors, bytes / 1e6, accepted.isEmpty() ? ""
			: ", with what was accepted as normal " + accepted.size() + (accepted.size() == 1 ? " time" : " times"));
	}

	@Override
	public String chosenBy(TrainingRecord record) {
		return "all " + record.trainingImages() + " normal images; each was scored by the memory of the others";
	}
}
