package sc.fiji.stfpm.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import sc.fiji.stfpm.detect.AnomalyMapper;
import sc.fiji.stfpm.memory.MemoryBank;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.network.MemoryNetwork;

/**
 * Makes images that no normal one is like.
 *
 * @param banks of every scale and layer
 * @param gains see {@link MemoryModel}
 */
record UnlikeLook(MemoryPlan plan, List<List<MemoryBank>> banks, List<Float> gains) implements Look<ArrayList<Unlike>> {
	@Override
	public ArrayList<Unlike> at(List<Shown> images, Looker looker) throws IOException {
		MemoryModel model = plan.model(looker.teacher().backbone(), banks, gains);
		ArrayList<Unlike> made = new ArrayList<>();
		try (MemoryNetwork network = model.network(looker.teacher(), looker.device())) {
			AnomalyMapper mapper = new AnomalyMapper(network, plan.preprocessing(), model);
			for (Shown image : images) {
				looker.checkCancelled();
				made.add(Unlike.of(looker.plane(image.image(), plan.preprocessing()), plan.preprocessing(), model, mapper, ImageOrder.mix(plan.seed(),
					image.image())));
			}
		}
		return made;
	}

	@Override
	public ArrayList<Unlike> merged(ArrayList<Unlike> before, ArrayList<Unlike> after) {
		before.addAll(after);
		return before;
	}
}
