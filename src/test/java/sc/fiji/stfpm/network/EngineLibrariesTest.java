package sc.fiji.stfpm.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.engine.NvidiaDriver;
import sc.fiji.stfpm.testing.JavaProcess;

/**
 * Which libraries the engine loads, in virtual machines of their own. GPU libraries are those for the CPU under the GPU's flavour, with
 * stand-ins for CUDA and the driver, which a compiler makes: what is tested is all that happens before the first array is on a GPU.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class EngineLibrariesTest {
	private static final String FOLDER = "2.7.1-cu128-linux-x86_64";

	@TempDir
	private Path temporary;
	private Path gpu;

	@BeforeEach
	void begin() throws IOException {
		gpu = Files.createDirectories(temporary.resolve("engine").resolve(FOLDER));
	}

	@AfterEach
	void removeLinks() throws IOException {
		try (Stream<Path> files = Files.walk(temporary)) {
			for (Path link : files.filter(Files::isSymbolicLink).toList())
				Files.delete(link);
		}
	}

	/** Puts links to the libraries for the CPU into a folder, without the engine's own part. */
	private static void link(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(EngineStart.folder())) {
			for (Path file : files.filter(f -> !f.getFileName().toString().contains("djl")).toList())
				Files.createSymbolicLink(folder.resolve(file.getFileName()), file.toRealPath());
		}
	}

	private static void compile(Path library, String part) throws Exception {
		Path source = Path.of(EngineLibrariesTest.class.getResource("stand-ins.c").toURI());
		Process compiler;
		try {
			compiler = new ProcessBuilder("cc", "-shared", "-fPIC", "-D" + part, "-Wl,-soname," + library.getFileName(), "-o", library.toString(), source
				.toString()).inheritIO().start();
		}
		catch (IOException e) {
			assumeTrue(false, "there is no C compiler");
			return;
		}
		assertEquals(0, compiler.waitFor());
	}

	/** A folder of GPU libraries that is whole, and the folder of a driver beside. */
	private Path standIns() throws Exception {
		Path driver = Files.createDirectory(temporary.resolve("driver"));
		compile(driver.resolve("libnvidia-ml.so.1"), "NVML");
		compile(gpu.resolve("libcudart-c3a75b33.so.12"), "CUDART");
		compile(gpu.resolve("libc10_cuda.so"), "C10_CUDA");
		for (String library : List.of("libtorch_cuda.so", "libcublas.so.12", "libcudnn.so.9"))
			compile(gpu.resolve(library), "NOTHING");
		link(gpu);
		StringBuilder list = new StringBuilder();
		try (Stream<Path> files = Files.list(gpu)) {
			for (Path file : files.toList())
				list.append(file.getFileName()).append('\t').append(Files.size(file)).append("\t0\n");
		}
		Files.writeString(gpu.resolve("contents.txt"), list);
		return driver;
	}

	/** What the engine says of itself, by what is before the colon. */
	private String probe(Map<String, String> environment, Path driver, String... options) throws IOException {
		List<String> java = new ArrayList<>(List.of("env"));
		environment.forEach((name, value) -> java.add(name + "=" + value));
		java.add("DJL_CACHE_DIR=" + temporary.resolve("cache"));
		java.add("JAVA_TOOL_OPTIONS=-Dai.djl.offline=true -Dstfpm.engine=" + temporary.resolve("engine") + (driver == null ? "" : " -Djna.library.path="
			+ driver) + " " + String.join(" ", options));
		Process process = JavaProcess.start(java, EngineProbe.class);
		return new String(process.getInputStream().readAllBytes());
	}

	private static void assertSaid(String line, String said) {
		assertTrue(said.lines().anyMatch(l -> l.matches(line)), () -> "no line '" + line + "' in: " + said);
	}

	@Test
	void namedLibrariesAreUsedWithTheFlavourThatTheyAre() throws Exception {
		Path named = Files.createDirectory(temporary.resolve("named"));
		link(named);
		String said = probe(Map.of("PYTORCH_LIBRARY_PATH", named.toString()), null);
		assertSaid("libraries: cpu, in " + named + ", named by PYTORCH_LIBRARY_PATH", said);
		assertSaid("TF32: null", said);
		assertSaid("loaded: libc10\\.so, .*libtorch_cpu\\.so, libdjl_torch\\.so \\(from pytorch-jni-.*\\.jar\\)", said);
	}

	@Test
	void gpuLibrariesAreUsedWhereTheyAreWholeAndThereIsADriver() throws Exception {
		String said = probe(Map.of(), standIns());
		assertSaid("libraries: cu128, in " + gpu + ", fetched or imported there", said);
		assertSaid("loaded: .*libcudart-c3a75b33\\.so\\.12, .*libtorch_cuda\\.so, .*", said);
		assertSaid("driver: NVIDIA 570\\.86\\.10, for CUDA up to 12\\.8; \\[Stand-in A, 20\\.0 of 80\\.0 GB free, compute capability 9\\.0, Stand-in B,"
			+ " 40\\.0 of 160\\.0 GB free, compute capability 9\\.1\\]", said);
		assertSaid("TF32: 0", said);
		assertSaid("devices: \\[cpu\\]", said);
		assertSaid("why: CUDA finds no GPU \\(error 35: CUDA driver version is insufficient.*", said);
	}

	@Test
	void theUserCanHaveThoseOfTheJar() throws Exception {
		String said = probe(Map.of(), standIns(), "-Dstfpm.engine=none");
		assertSaid("libraries: cpu, in .*, unpacked from pytorch-native-cpu-.*\\.jar", said);
		assertSaid("why: the engine's libraries are for the CPU alone, and the GPU libraries are turned off by the property stfpm\\.engine=none", said);
	}

	@Test
	void damagedGpuLibrariesAreNotUsedAndNamed() throws Exception {
		Path driver = standIns();
		Files.delete(gpu.resolve("libcudnn.so.9"));
		String said = probe(Map.of(), driver);
		assertSaid("libraries: cpu, in .*, unpacked from .*", said);
		assertSaid("why: .*the GPU libraries are damaged \\(in .*: libcudnn\\.so\\.9 is missing\\); get them with .*", said);
	}

	@Test
	void withoutADriverGpuLibrariesAreNotUsed() throws Exception {
		assumeTrue(!NvidiaDriver.ofThisMachine().isUsable(), "this machine has a driver");
		standIns();
		String said = probe(Map.of(), null);
		assertSaid("libraries: cpu, in .*, unpacked from .*", said);
		assertSaid("why: no NVIDIA driver was found.*", said);
	}

	@Test
	void gpuLibrariesThatCannotBeLoadedAreAnErrorThatSaysHowToGoOn() throws Exception {
		Path driver = standIns();
		compile(gpu.resolve("libc10_cuda.so"), "NOTHING");
		Path list = gpu.resolve("contents.txt");
		Files.writeString(list, Files.readString(list).replaceAll("libc10_cuda.so\t\\d+", "libc10_cuda.so\t" + Files.size(gpu.resolve("libc10_cuda.so"))));
		String said = probe(Map.of(), driver);
		assertSaid("failed: PyTorch could not be started .*undefined symbol.* The libraries are those of " + gpu + "; to use those of the jar, for the CPU,"
			+ " start Java with -Dstfpm\\.engine=none or delete that folder\\.", said);
	}
}
