package sc.fiji.stfpm.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.testing.imagej.OnScreen;

@Tag("slow")
class ProgressWindowTest {
	@Test
	void itLeavesTheFocusAndAsksBeforeMuchIsLost(@TempDir Path folder) throws Exception {
		assertEquals(List.of("focus stays: true", "says: image 3; 1 min 2 s left; [Continue later] [Cancel] ",
			"Escape elsewhere: goes on []", "asked, no: goes on", "asked, later: later", "closed: []"), OnScreen.run(ProgressProbe.class,
				folder));
	}
}
