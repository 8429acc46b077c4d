package sc.fiji.stfpm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuLibrariesTest {
	private static final GpuLibraries LINUX = GpuLibraries.of("Linux", "amd64").orElseThrow();
	private static final GpuLibraries WINDOWS = GpuLibraries.of("Windows 11", "amd64").orElseThrow();

	@Test
	void theVersionIsThatOfTheEnginesOwnPart() throws Exception {
		String pom = Files.readString(Path.of("parent", "pom.xml"));
		assertTrue(pom.contains(">" + GpuLibraries.VERSION + "<"), "the pom has another version of PyTorch");
		for (String library : List.of("linux-x86_64/cu128/libdjl_torch.so", "win-x86_64/cu128/djl_torch.dll"))
			assertTrue(getClass().getClassLoader().getResource("jnilib/" + library) != null, library);
		assertEquals("2.7.1-cu128-linux-x86_64", LINUX.folderName());
	}

	@ParameterizedTest
	@CsvSource({ "Linux, aarch64", "Mac OS X, aarch64", "Mac OS X, x86_64", "Windows 11, aarch64" })
	void otherPlatformsHaveNone(String os, String arch) {
		assertTrue(GpuLibraries.of(os, arch).isEmpty());
	}

	/** Names from PyTorch's archives. */
	@ParameterizedTest
	@CsvSource({ "libtorch.so, true", "libtorch_cpu.so, true", "libtorch_cuda.so, true", "libtorch_cuda_linalg.so, true", "libc10.so, true",
		"libc10_cuda.so, true", "libcaffe2_nvrtc.so, true", "libcudart-c3a75b33.so.12, true", "libcudnn.so.9, true",
		"libcudnn_engines_precompiled.so.9, true", "libcublasLt.so.12, true", "libnvrtc-builtins.so.12.8, true", "libgomp-98b21ff3.so.1, true",
		"libcufile.so.0, true", "libcufile_rdma.so.1, false", "libtorch_python.so, false", "libshm.so, false", "libtorchbind_test.so, false",
		"libtorch_global_deps.so, false", "libdnnl.a, false", "libdjl_torch.so, false", "torch.dll, false", "../libcu.so, false" })
	void librariesOfLinux(String name, boolean wanted) {
		assertEquals(wanted, LINUX.has(name));
	}

	@ParameterizedTest
	@CsvSource({ "torch.dll, true", "torch_cuda.dll, true", "c10_cuda.dll, true", "cudart64_12.dll, true", "cudnn_ops64_9.dll, true",
		"nvrtc64_120_0.dll, true", "libiomp5md.dll, true", "uv.dll, true", "torch_python.dll, false", "shm.dll, false", "torch.lib, false" })
	void librariesOfWindows(String name, boolean wanted) {
		assertEquals(wanted, WINDOWS.has(name));
	}

	@Test
	void whatIsMissingIsNamed() {
		assertEquals(List.of("c10_cuda", "torch_cuda", "cudart", "cublas", "cudnn"), LINUX.missingIn(List.of("libc10.so", "libgomp-98b21ff3.so.1",
			"libtorch.so", "libtorch_cpu.so")));
		assertEquals(List.of(), WINDOWS.missingIn(List.of("c10.dll", "c10_cuda.dll", "torch.dll", "torch_cpu.dll", "torch_cuda.dll", "cudart64_12.dll",
			"cublas64_12.dll", "cudnn64_9.dll")));
	}

	@ParameterizedTest
	@CsvSource({ "https://download.pytorch.org/x, true", "https://download-r2.pytorch.org/x, true", "http://download.pytorch.org/x, false",
		"https://pytorch.org.example.org/x, false", "https://example.org/x, false" })
	void redirectsLeadToPyTorchAlone(URI to, boolean allowed) {
		assertEquals(allowed, LINUX.mayLeadTo(to));
	}

	@Test
	void anyDriverOfCuda12WillDo() {
		assertEquals("", LINUX.problem(Drivers.GOOD));
		assertEquals("", LINUX.problem(Drivers.driver("525.60.13", 12000, 75)));
		assertEquals("", LINUX.problem(Drivers.driver("580.65.06", 13000, 120)));
	}

	@Test
	void anOldDriverIsNamedWithWhatIsNeeded() {
		assertEquals("the NVIDIA driver 470.57.02 is too old for the libraries cu128: it is for CUDA up to 11.4, needed is one for CUDA 12.0, that is"
			+ " 525.60.13 or later; update it", LINUX.problem(Drivers.OLD));
		assertTrue(WINDOWS.problem(Drivers.OLD).contains("528.33 or later"));
	}

	@Test
	void anOldGpuIsNamed() {
		String problem = LINUX.problem(Drivers.driver("570.86.10", 12080, 61));
		assertTrue(problem.contains("compute capability 7.5 (Turing, 2018) and later, and this machine has NVIDIA Test"), problem);
		assertFalse(LINUX.problem(Drivers.driver("570.86.10", 12080, 0)).contains("compute capability"), "what is not told is tried");
	}
}
