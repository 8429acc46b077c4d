package sc.fiji.stfpm.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;

import sc.fiji.stfpm.commands.AnomalyCommand;
import sc.fiji.stfpm.commands.SetThreshold;
import sc.fiji.stfpm.commands.TrainModel;

class RelevanceTest {
	private static List<String> counting(Class<? extends AnomalyCommand> command, Map<String, String> chosen) {
		CommandInfo info = SciJavaContext.get().service(CommandService.class).getCommand(command);
		List<String> names = new ArrayList<>();
		for (ModuleItem<?> item : info.inputs())
			if (item.get(AnomalyCommand.WHEN) != null && Relevance.of(item, chosen::get)) names.add(item.getName());
		return names;
	}

	@Test
	void onlyWhatCountsForTheRuleIsAskedFor() {
		assertEquals(List.of("rate"), counting(SetThreshold.class, Map.of("rule", "False-alarm rate", "output", "")));
		assertEquals(List.of("value", "replace"), counting(SetThreshold.class, Map.of("rule", "By hand", "output", "a.stfpm")));
		assertEquals(List.of("recall", "labelled", "teacher", "device"), counting(SetThreshold.class, Map.of("rule",
			"Recall on labelled images", "output", "")));
	}

	@Test
	void onlyWhatCountsForTheSourceAndThePresetIsAskedFor() {
		assertEquals(List.of("folder"), counting(TrainModel.class, Map.of("source", "Folder", "preset", "memory")));
		assertEquals(List.of("image", "steps", "heldOut", "keepBest"), counting(TrainModel.class, Map.of("source", "ROIs", "preset", "fast")));
	}
}
