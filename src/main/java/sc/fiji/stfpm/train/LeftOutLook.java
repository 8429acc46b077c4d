package sc.fiji.stfpm.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

import sc.fiji.stfpm.detect.AnomalyMapper;
import sc.fiji.stfpm.detect.PatchMapper;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.memory.CellMeans;
import sc.fiji.stfpm.memory.FeatureStatistics;
import sc.fiji.stfpm.memory.LearnedBank;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.network.MemoryNetwork;

/**
 * Judges normal images, or patches of them, by the memory of the others. What becomes of a unit depends on nothing but itself.
 *
 * @param banks of every scale and layer
 * @param distanceScales by which distances are divided before they are scored, of every scale and layer; null to let them wait
 * @param described images that are to be described as a whole
 * @param open number of an image of which patches are looked at before and after its distances' scale is known; -1 for none
 * @param begun what was gathered to describe that image before; null before that
 */
record LeftOutLook(MemoryPlan plan, List<List<LearnedBank>> banks, List<List<Float>> distanceScales, TreeSet<Integer> described, int open,
	byte[] begun)
	implements Look<LeftOut>
{
	@Override
	public LeftOut at(List<Shown> images, Looker looker) throws IOException {
		LeftOut found = new LeftOut();
		if (plan.leavesOutStatistics()) {
			for (Shown image : images)
				addLeftOut(image, looker, found);
			return found;
		}
		MemoryModel model = model(looker, banks.stream().map(scale -> scale.stream().map(LearnedBank::bank).toList()).toList());
		try (MemoryNetwork network = model.network(looker.teacher(), looker.device())) {
			for (Shown image : images) {
				Judge judge = plan.units().patches() == null ? whole(new AnomalyMapper(network, plan.preprocessing(), model), image, looker)
					: patches(new PatchMapper(network, plan.preprocessing(), model), image, looker);
				for (int unit : image.units()) {
					network.replace(banks.stream().map(scale -> scale.stream().map(bank -> bank.without(unit, plan.units())).toList()).toList());
					add(judge, unit, model, looker, found);
				}
				if (image.image() == open && begun == null) found.leave(judge.gathered());
				else describe(image, judge, found);
			}
		}
		return found;
	}

	/** Judges an image by memories that never saw it. */
	private void addLeftOut(Shown image, Looker looker, LeftOut found) throws IOException {
		int unit = image.units()[0];
		List<List<FeatureStatistics>> own = GatherLook.statistics(plan, looker, image.image(), unit);
		MemoryModel others = model(looker, IntStream.range(0, banks.size()).mapToObj(s -> IntStream.range(0, banks.get(s).size()).mapToObj(l -> banks.get(s).get(l)
			.leftOut(unit, plan.units(), own.get(s).get(l))).toList()).toList());
		try (MemoryNetwork network = others.network(looker.teacher(), looker.device())) {
			Judge judge = whole(new AnomalyMapper(network, plan.preprocessing(), others), image, looker);
			add(judge, unit, others, looker, found);
			describe(image, judge, found);
		}
	}

	private MemoryModel model(Looker looker, List<List<MemoryBank>> memories) {
		return plan.model(looker.teacher().backbone(), memories, plan.parts() == 1 ? List.of() : Collections.nCopies(plan.parts(), 1f));
	}

	private void add(Judge judge, int unit, MemoryModel model, Looker looker, LeftOut found) {
		looker.checkCancelled();
		LeftOut.Waiting one = judge.look(unit);
		if (distanceScales == null) found.add(one);
		else found.add(one.scores(model, distanceScales));
		looker.step();
	}

	private void describe(Shown image, Judge judge, LeftOut found) {
		if (described.contains(image.image())) found.add(image.image(), judge.means());
	}

	/** Looks at the units of one image. */
	private interface Judge {
		LeftOut.Waiting look(int unit);

		/** Of the features of all units. */
		float[] means();

		/** What can be gone on with. */
		byte[] gathered();
	}

	private Judge whole(AnomalyMapper mapper, Shown image, Looker looker) throws IOException {
		ImagePlane plane = looker.plane(image.image(), plan.preprocessing());
		return new Judge() {
			private float[] means;

			@Override
			public LeftOut.Waiting look(int unit) {
				AnomalyMapper.Look look = mapper.look(plane, looker.cancel());
				means = look.means();
				return LeftOut.Waiting.of(unit, plane.height(), plane.width(), look.scales(), plane.ignored());
			}

			@Override
			public float[] means() {
				return means;
			}

			@Override
			public byte[] gathered() {
				throw new IllegalStateException("A whole image is looked at once");
			}
		};
	}

	private Judge patches(PatchMapper mapper, Shown image, Looker looker) throws IOException {
		ImagePlane plane = looker.plane(image.image(), plan.preprocessing());
		List<CellMeans> gathered = mapper.gathering(plane);
		if (image.image() == open && begun != null) {
			ByteBuffer in = ByteBuffer.wrap(begun);
			gathered.forEach(means -> means.restore(in));
		}
		return new Judge() {
			@Override
			public LeftOut.Waiting look(int unit) {
				var place = plan.units().get(unit).place();
				return LeftOut.Waiting.of(unit, place.height(), place.width(), mapper.look(plane, place, gathered), plane.ignored().from(place.x(),
					place.y()));
			}

			@Override
			public float[] means() {
				return CellMeans.joined(gathered.stream().map(CellMeans::means).toList());
			}

			@Override
			public byte[] gathered() {
				ByteBuffer out = ByteBuffer.allocate(gathered.stream().mapToInt(CellMeans::bytes).sum());
				gathered.forEach(means -> means.save(out));
				return out.array();
			}
		};
	}

	@Override
	public LeftOut merged(LeftOut before, LeftOut after) {
		before.add(after);
		return before;
	}
}
