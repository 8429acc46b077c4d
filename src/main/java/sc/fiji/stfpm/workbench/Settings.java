package sc.fiji.stfpm.workbench;

import java.util.List;
import java.util.Map;

import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.TrainingOptions;

/**
 * How a model is to learn.
 *
 * @param teacher as {@link sc.fiji.stfpm.teacher.TeacherStore#open(String)} takes it
 * @param sizes sides in pixels of the squares that the network sees; empty for the preset's
 */
record Settings(Preset preset, String teacher, Mode mode, List<Integer> sizes) {
	/** @throws IllegalArgumentException naming what does not go together */
	TrainingOptions options() {
		TrainingOptions.Builder options = TrainingOptions.preset(preset).mode(mode);
		if (!sizes.isEmpty()) options.sizes(sizes);
		return options.build();
	}

	/** Puts them as the command's keys. */
	void put(Map<String, String> options) {
		options.put("teacher", teacher);
		options.put("preset", preset.id());
		options.put("mode", mode == Mode.TILES ? "Tiles" : "Whole");
		options.put("size", sizes.isEmpty() ? "auto" : String.join(",", sizes.stream().map(String::valueOf).toList()));
	}
}
