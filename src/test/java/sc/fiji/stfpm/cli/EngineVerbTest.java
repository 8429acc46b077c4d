package sc.fiji.stfpm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.engine.GpuLibraries;
import sc.fiji.stfpm.engine.LibraryFolder;
import sc.fiji.stfpm.engine.NvidiaDriver;

class EngineVerbTest {
	@TempDir
	private Path folder;
	private String before;
	private final Console console = new Console();

	@BeforeEach
	void begin() {
		before = System.getProperty(LibraryFolder.PROPERTY);
		System.setProperty(LibraryFolder.PROPERTY, folder.resolve("engine").toString());
	}

	@AfterEach
	void end() {
		if (before == null) System.clearProperty(LibraryFolder.PROPERTY);
		else System.setProperty(LibraryFolder.PROPERTY, before);
	}

	@Test
	void theEngineSaysWhatItHasAndHowFastItIs() {
		assertEquals(0, console.run("engine", "--device", "cpu"), console::printed);
		String said = console.out();
		for (String line : new String[] { "Engine +PyTorch 2\\.7\\.1 .*threads.*", "Engine libraries +cpu, in .*", "Loaded +.*torch_cpu.*djl_torch.*jar\\)",
			"GPU driver +\\S.*", "Devices +\\[.*cpu.*\\]; cpu is cpu", "Why the CPU +The CPU is used, because it was asked for\\.",
			"Self-test +cpu: [1-9]\\d* images a second .*values are finite" })
			assertTrue(said.lines().anyMatch(l -> l.matches(line)), () -> "no line '" + line + "' in: " + said);
	}

	@Test
	void withoutAGpuItSaysWhyTheCpuIsUsed() {
		assumeTrue(!NvidiaDriver.ofThisMachine().isUsable(), "this machine has a driver");
		console.run("engine");
		console.assertPrinted("The CPU is used, because ");
		console.assertPrinted(NvidiaDriver.ofThisMachine().problem());
		assertEquals(1, console.run("engine", "--device", "gpu"));
		console.assertPrinted("There is no GPU, because ");
	}

	@Test
	void theListSaysWhatIsNeededFromWhereAndWhereto() {
		assumeTrue(GpuLibraries.ofThisMachine().isPresent());
		assertEquals(0, console.run("engine", "--list"), console::printed);
		console.assertPrinted("PyTorch 2.7.1+cu128");
		console.assertPrinted(GpuLibraries.ofThisMachine().get().archive().toString());
		console.assertPrinted("Whereto:   " + folder.resolve("engine"));
		console.assertPrinted("There:     no: the GPU libraries are not in");
	}

	@Test
	void anotherFlavourIsWrongUsage() {
		assumeTrue(GpuLibraries.ofThisMachine().isPresent());
		assertEquals(2, console.run("engine", "--fetch", "cu126"));
		console.assertPrinted("there are no libraries 'cu126' that this version can use, only cu128");
	}

	@Test
	void whatCannotBeImportedIsSaid() throws IOException {
		assumeTrue(GpuLibraries.ofThisMachine().isPresent());
		assertEquals(1, console.run("engine", "--import", folder.resolve("nothing.zip")));
		console.assertPrinted("nothing.zip: no such file or folder");
		assertEquals(1, console.run("engine", "--import", Files.createDirectory(folder.resolve("empty"))));
		console.assertPrinted("does not say which PyTorch it holds");
	}
}
