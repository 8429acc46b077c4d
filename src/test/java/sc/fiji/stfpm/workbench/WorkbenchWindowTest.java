package sc.fiji.stfpm.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.testing.imagej.OnScreen;

@Tag("slow")
class WorkbenchWindowTest {
	/** By mouse; three more clicks choose the workbench in ImageJ's menu. */
	private static final int MOST_CLICKS = 12 - 3;

	@Test
	void fromTheSampleDataToACorrectedFalseAlarm(@TempDir Path folder) throws Exception {
		List<String> lines = OnScreen.run(WorkbenchProbe.class, folder, folder.toString());
		assertEquals("judged 39", lines.get(0));
		assertEquals("corrected true", lines.get(1));
		int clicks = Integer.parseInt(lines.get(2).replace("clicks ", ""));
		assertTrue(clicks <= MOST_CLICKS, lines.get(2));
		for (String picture : List.of("empty", "judged", "threshold", "alarm", "corrected"))
			assertTrue(Files.size(folder.resolve("workbench-" + picture + ".png")) > 10_000, picture);
		String macro = String.join("\n", lines);
		assertTrue(macro.contains("run(\"Open Sample Data...\", \"sample=[Blood cells]\");"), macro);
		assertTrue(macro.contains("selectImage(\"Blood cells, normal\");\nrun(\"Train Model...\", \"source=Stack model="), macro);
		assertTrue(macro.contains("run(\"Accept as Normal...\", \"model="), macro);
	}
}
