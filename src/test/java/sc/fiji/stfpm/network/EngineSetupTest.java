package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import ai.djl.engine.Engine;

class EngineSetupTest {
	@Test
	void theVersionIsTheBuilds() throws Exception {
		assertTrue(Files.readString(Path.of("parent", "pom.xml")).contains("<djl.version>" + EngineSetup.DJL + "</djl.version>"));
		assertEquals(EngineSetup.DJL, Engine.getDjlVersion());
	}

	@Test
	void anotherVersionIsNamedWithItsFile() {
		assertEquals("This plugin needs version 0.36.0 of the library DJL, but Java found version 0.28.0 in /Fiji/jars/api.jar."
			+ " Remove that file, or the plugin that brought it", assertThrows(EngineUnavailableException.class, () -> EngineSetup
				.checkVersion("0.28.0", "/Fiji/jars/api.jar")).getMessage());
	}

	/** Those that have computed before keep their number, as it is each thread's own. */
	@Test
	void theNumberOfThreadsCanBeChangedWhileTheEngineRuns() throws Exception {
		String before = EngineSetup.description();
		int processors = Runtime.getRuntime().availableProcessors();
		try {
			EngineThreads.use(processors + 1);
			assertTrue(EngineSetup.description().contains("), " + (processors + 1) + " threads, "), EngineSetup.description());
			assertTrue(CompletableFuture.supplyAsync(EngineSetup::description, task -> new Thread(task).start()).get().contains("), " + (processors + 1)
				+ " threads, "));
		}
		finally {
			EngineThreads.use(processors);
		}
		assertEquals(before, EngineSetup.description());
		assertThrows(IllegalArgumentException.class, () -> EngineThreads.use(0));
	}
}
