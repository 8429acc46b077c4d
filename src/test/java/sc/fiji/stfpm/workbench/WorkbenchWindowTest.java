package sc.fiji.stfpm.workbench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
		check(OnScreen.run(WorkbenchProbe.class, folder, folder.toString()), folder);
	}

	/** What the probe must have printed and left. */
	static void check(List<String> lines, Path folder) throws IOException {
		assertTrue(lines.contains("judged 39"), () -> String.join("\n", lines));
		assertTrue(lines.contains("corrected true"), () -> String.join("\n", lines));
		String clicks = lines.stream().filter(line -> line.startsWith("clicks ")).findFirst().orElseThrow();
		assertTrue(Integer.parseInt(clicks.substring(7)) <= MOST_CLICKS, clicks);
		for (String picture : List.of("empty", "judged", "threshold", "alarm", "corrected"))
			assertTrue(Files.size(folder.resolve("workbench-" + picture + ".png")) > 10_000, picture);
		String macro = String.join("\n", lines);
		assertTrue(macro.contains("run(\"Open Sample Data...\", \"sample=[Blood cells]\");"), macro);
		assertTrue(macro.contains("selectImage(\"Blood cells, normal\");\nrun(\"Train Model...\", \"source=Stack model="), macro);
		assertTrue(macro.contains("run(\"Accept as Normal...\", \"model="), macro);
	}
}
