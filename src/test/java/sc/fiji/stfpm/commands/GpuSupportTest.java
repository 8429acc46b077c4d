package sc.fiji.stfpm.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;

import sc.fiji.stfpm.engine.GpuLibraries;
import sc.fiji.stfpm.engine.LibraryFolder;
import sc.fiji.stfpm.engine.NvidiaDriver;

class GpuSupportTest {
	private static final Context CONTEXT = new Context(CommandService.class);

	@TempDir
	private Path folder;
	private String before;

	@BeforeEach
	void begin() {
		assumeTrue(GpuLibraries.ofThisMachine().isPresent(), "there are no GPU libraries for this platform");
		before = System.getProperty(LibraryFolder.PROPERTY);
		System.setProperty(LibraryFolder.PROPERTY, folder.resolve("engine").toString());
	}

	@AfterEach
	void end() {
		if (before == null) System.clearProperty(LibraryFolder.PROPERTY);
		else System.setProperty(LibraryFolder.PROPERTY, before);
	}

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	private static String failure(Object... inputs) {
		Throwable error = assertThrows(ExecutionException.class, () -> CONTEXT.service(CommandService.class).run(GpuSupport.class, true, inputs).get());
		while (error.getCause() != null && !(error instanceof CommandFailedException))
			error = error.getCause();
		return error.getMessage();
	}

	@Test
	void nothingIsFetchedWithoutConsent() {
		String message = failure();
		for (String said : List.of("Nothing was fetched", "agree=true", "https://download.pytorch.org/libtorch/cu128/", "NVIDIA's licence", "(file)"))
			assertTrue(message.contains(said), () -> "expected '" + said + "' in: " + message);
	}

	@Test
	void consentDoesNotHelpAMachineWithoutADriver() {
		assumeTrue(!NvidiaDriver.ofThisMachine().isUsable(), "this machine has a driver");
		String message = failure("agree", true);
		assertTrue(message.contains("Nothing was fetched, because"), message);
		assertFalse(Files.exists(folder.resolve("engine")));
	}

	@Test
	void aFileThatIsNoZipOfPyTorchIsRefused() throws IOException {
		File file = Files.writeString(folder.resolve("a.zip"), "no zip").toFile();
		String message = failure("file", file);
		assertTrue(message.contains(file + " is damaged or not whole"), message);
		assertEquals("are not in " + LibraryFolder.of(GpuLibraries.ofThisMachine().get()), LibraryFolder.problem(GpuLibraries.ofThisMachine().get()));
	}
}
