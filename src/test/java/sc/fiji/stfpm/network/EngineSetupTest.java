package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

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
			assertTrue(elsewhere(EngineSetup::description).contains("), " + (processors + 1)
				+ " threads, "));
		}
		finally {
			EngineThreads.use(processors);
		}
		assertEquals(before, EngineSetup.description());
		assertThrows(IllegalArgumentException.class, () -> EngineThreads.use(0));
	}

	@Test
	void threadsThatShareHaveAPartAndAllOthersAllOfThem() throws Exception {
		int processors = Runtime.getRuntime().availableProcessors();
		EngineSetup.engine();
		try {
			EngineThreads.use(5);
			assertEquals(2, sharing(2));
			assertEquals(1, sharing(7), "there is one at least");
			assertEquals(5, JniUtils.getNumThreads(), "of the thread that shares nothing");
			assertEquals(5, elsewhere(JniUtils::getNumThreads), "of a thread that is new");
			assertEquals(1, EngineThreads.sharing());
		}
		finally {
			EngineThreads.use(processors);
		}
	}

	/** All have equally many, and few are left over. */
	@Test
	void aFewShareTheThreads() {
		int processors = Runtime.getRuntime().availableProcessors();
		try {
			List<Integer> parts = new ArrayList<>();
			for (int threads = 1; threads <= 16; threads++) {
				EngineThreads.use(threads);
				parts.add(EngineThreads.parts());
			}
			assertEquals(List.of(1, 2, 3, 4, 4, 3, 3, 4, 4, 4, 3, 4, 4, 4, 4, 4), parts);
		}
		finally {
			EngineThreads.use(processors);
		}
	}

	private static int sharing(int parts) throws Exception {
		return elsewhere(() -> {
			EngineThreads.share(parts);
			assertEquals(parts, EngineThreads.sharing());
			return JniUtils.getNumThreads();
		});
	}

	private static <T> T elsewhere(Supplier<T> what) throws Exception {
		return CompletableFuture.supplyAsync(what, task -> new Thread(task).start()).get();
	}
}
