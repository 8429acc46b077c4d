package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.Orientation;
import sc.fiji.stfpm.image.Orientation.Rectangle;
import sc.fiji.stfpm.memory.FeatureStatistics;
import sc.fiji.stfpm.memory.LayerSamples;
import sc.fiji.stfpm.memory.MemoryBank;

/**
 * Gathers what layers learn from, at every scale and in every orientation of the images: statistics and candidates drawn at random, or candidates
 * that are rare. What is drawn depends on seed, scale, layer and unit alone, so that it is the same in any number of parts; sums of the
 * statistics differ by the order of rounding.
 *
 * @param known memories, of which what is far is rare; empty to draw at random
 */
record GatherLook(MemoryPlan plan, List<List<MemoryBank>> known) implements Look<Gathered> {
	@Override
	public Gathered at(List<Shown> images, Looker looker) throws IOException {
		looker.sampler().compareWith(known);
		var stages = looker.teacher().backbone().stages();
		List<List<LayerSamples>> samples = plan.layers(layer -> new LayerSamples(layer, stages.get(layer).channels()));
		ImageLook look = new ImageLook(looker.sampler(), plan, looker.cancel());
		long[] bytes = new long[Shown.count(images)];
		int at = 0;
		for (Shown image : images) {
			ImagePlane plane = looker.plane(image.image(), plan.preprocessing());
			for (int unit : image.units()) {
				bytes[at++] = distanceBytes(look, plane, unit);
				gather(look, plane, unit, samples);
				looker.step();
			}
		}
		return new Gathered(samples, bytes);
	}

	/** The statistics of one unit as they were gathered, of every scale and layer. */
	static List<List<FeatureStatistics>> statistics(MemoryPlan plan, Looker looker, int image, int unit) throws IOException {
		looker.sampler().compareWith(List.of());
		var stages = looker.teacher().backbone().stages();
		List<List<LayerSamples>> samples = plan.layers(layer -> new LayerSamples(layer, stages.get(layer).channels()));
		new GatherLook(plan, List.of()).gather(new ImageLook(looker.sampler(), plan, looker.cancel()), looker.plane(image, plan.preprocessing()), unit, samples);
		return samples.stream().map(scale -> scale.stream().map(LayerSamples::statistics).toList()).toList();
	}

	private void gather(ImageLook look, ImagePlane plane, int unit, List<List<LayerSamples>> samples) {
		Rectangle place = plan.units().get(unit).place();
		List<Orientation> orientations = plan.augment().orientations();
		for (int copy = 0; copy < orientations.size(); copy++) {
			Orientation how = orientations.get(copy);
			Rectangle patch = place == null ? null : how.turned(place, plane.width(), plane.height());
			ImageLook.Seen seen = new ImageLook.Seen(plane.turned(how), patch, unit, copy);
			for (int s = 0; s < samples.size(); s++)
				if (known.isEmpty()) look.atRandom(seen, s, plan.scales().get(s), samples.get(s));
				else look.atRare(seen, s, plan.scales().get(s), samples.get(s));
		}
	}

	private long distanceBytes(ImageLook look, ImagePlane plane, int unit) {
		long places = 0;
		for (ScaleInput scale : plan.scales())
			for (int layer : plan.recipe().layers())
				places += look.places(plane, plan.units().get(unit).place(), layer, scale);
		return places * Float.BYTES;
	}

	@Override
	public Gathered merged(Gathered before, Gathered after) {
		for (int s = 0; s < before.samples().size(); s++)
			for (int l = 0; l < before.samples().get(s).size(); l++)
				before.samples().get(s).get(l).add(after.samples().get(s).get(l));
		long[] bytes = Arrays.copyOf(before.distanceBytes(), before.distanceBytes().length + after.distanceBytes().length);
		System.arraycopy(after.distanceBytes(), 0, bytes, before.distanceBytes().length, after.distanceBytes().length);
		return new Gathered(before.samples(), bytes);
	}
}
