package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.imagej.OnScreen;

@Tag("slow")
class LiveDetectionTest {
	@TempDir
	Path folder;

	private Path model(String name, Mode mode) throws IOException {
		AnomalyModel model = Models.model(mode, 64);
		// Random networks give any scores; a threshold within their range makes regions.
		Path file = folder.resolve(name);
		ModelFile.write(file, model.withCalibration(model.calibration().withThreshold(1.5f, "test")).selfContained(
			Models.teacher().weights()));
		return file;
	}

	@Test
	void whatIsShownFollowsTheImage() throws Exception {
		assertEquals(List.of("slices: [1] true", "slices: [2] true", "threshold: true", "of another depth: [] true []", "left: 1 true",
			"recorded: run(\"Live Detection...\", \"model=MODEL live=true teacher=[] device=auto\");",
			"recorded: run(\"Live Detection...\", \"model=MODEL live=false teacher=[] device=auto\");",
			"live: [Live Detection of large, Live Detection of small]", "live: [Live Detection of small]", "left: null", "dialogs: []"), OnScreen
				.run(LiveProbe.class, folder, model("whole.stfpm", Mode.WHOLE).toString(), model("tiles.stfpm", Mode.TILES).toString()));
	}
}
