package sc.fiji.stfpm.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.memory.MissingVectors;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.network.MemoryNetwork;
import sc.fiji.stfpm.weights.Tensor;

/** Finds what a memory lacks to know a part of an image, see {@link AnomalyDetector#missing}. */
final class MissingFeatures {
	private final MemoryNetwork network;
	private final MemoryModel model;
	private final Preprocessing preprocessing;

	MissingFeatures(MemoryNetwork network, MemoryModel model, Preprocessing preprocessing) {
		this.network = network;
		this.model = model;
		this.preprocessing = preprocessing;
	}

	List<List<Tensor>> in(ImagePlane image, IntPredicate inside, Progress progress) {
		preprocessing.check(image);
		Pixels part = new Pixels(image.width(), image.height(), inside);
		List<List<Tensor>> missing = new ArrayList<>();
		for (int s = 0; s < model.scales().size(); s++)
			missing.add(atScale(s, preprocessing.seen(image), part, progress));
		return missing;
	}

	private List<Tensor> atScale(int scale, ImagePlane image, Pixels part, Progress progress) {
		FeatureTiles tiles = new FeatureTiles(preprocessing.forPart(model.part(scale)), network.backbone(), network.reach());
		int size = model.scales().get(scale).size(), width = tiles.width(image, size), height = tiles.height(image, size);
		List<MemoryBank> banks = model.banks().get(scale);
		List<MissingVectors> missing = banks.stream().map(MissingVectors::new).toList();
		int margin = network.backbone().stride();
		tiles.each(image, size, banks.stream().map(MemoryBank::layer).toList(), (input, h, w, core) -> network.sample(scale, input, h, w,
			core), tile -> part.touches(tile.x() - margin, tile.y() - margin, tile.x() + tile.width() + margin, tile.y() + tile.height()
				+ margin, 1, width, height), progress, parts -> {
				for (int b = 0; b < parts.size(); b++)
					add(parts.get(b), part, tiles.stride(banks.get(b).layer()), width, height, missing.get(b));
			});
		return missing.stream().map(MissingVectors::choose).toList();
	}

	/** A place's value reaches its neighbours, as maps are interpolated. */
	private static void add(FeatureTiles.Part tile, Pixels part, int stride, int width, int height, MissingVectors to) {
		for (int i = 0; i < tile.sample().distances().length; i++)
			if (part.touches(tile.column(i) - 1, tile.row(i) - 1, tile.column(i) + 2, tile.row(i) + 2, stride, width, height)) to.add(tile
				.sample().at(new int[] { i }), tile.position(i), tile.sample().distances()[i]);
	}
}
