package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.testing.Models;
import sc.fiji.stfpm.testing.imagej.OnScreen;

@Tag("slow")
class LinkedWindowsTest {
	@Test
	void mapAndImageShowTheSame(@TempDir Path folder) throws Exception {
		Path model = folder.resolve("model.stfpm");
		ModelFile.write(model, Models.model(Mode.WHOLE, 64).selfContained(Models.teacher().weights()));
		assertEquals(List.of("opened at: 1.5", "zoomed to: 3.0", "scrolled to: java.awt.Rectangle[x=30,y=20,width=45,height=35]",
			"unasked moves: 0", "left alone: 1"), OnScreen.run(LinkProbe.class, folder, model.toString()));
	}
}
