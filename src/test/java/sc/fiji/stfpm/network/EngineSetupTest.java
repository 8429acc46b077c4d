package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import ai.djl.engine.Engine;

class EngineSetupTest {
	@Test
	void theVersionIsTheBuilds() throws Exception {
		assertTrue(Files.readString(Path.of("pom.xml")).contains("<djl.version>" + EngineSetup.DJL + "</djl.version>"));
		assertEquals(EngineSetup.DJL, Engine.getDjlVersion());
	}

	@Test
	void anotherVersionIsNamedWithItsFile() {
		assertEquals("This plugin needs version 0.36.0 of the library DJL, but Java found version 0.28.0 in /Fiji/jars/api.jar."
			+ " Remove that file, or the plugin that brought it", assertThrows(EngineUnavailableException.class, () -> EngineSetup
				.checkVersion("0.28.0", "/Fiji/jars/api.jar")).getMessage());
	}
}
