package sc.fiji.stfpm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaRuntimeTest {
	private static CudaRuntime.Cudart cuda(int error, int gpus) {
		return new CudaRuntime.Cudart() {
			@Override
			public int cudaGetDeviceCount(int[] count) {
				count[0] = gpus;
				return error;
			}

			@Override
			public String cudaGetErrorString(int code) {
				return "CUDA driver version is insufficient for CUDA runtime version";
			}
		};
	}

	@Test
	void gpusAreCounted() {
		assertEquals(new CudaRuntime(2, ""), CudaRuntime.of(cuda(0, 2)));
	}

	@Test
	void cudasOwnReasonIsPassedOn() {
		assertEquals(new CudaRuntime(0, "CUDA finds no GPU (error 35: CUDA driver version is insufficient for CUDA runtime version)"), CudaRuntime.of(
			cuda(35, 0)));
	}

	@Test
	void aFolderWithoutCudaSaysSo(@TempDir Path folder) throws IOException {
		Files.createFile(folder.resolve("libtorch.so"));
		assertTrue(CudaRuntime.in(folder).problem().contains("there is no CUDA among"));
	}

	@Test
	void aCudaThatCannotBeLoadedSaysSo(@TempDir Path folder) throws IOException {
		Files.createFile(folder.resolve("libcudart-c3a75b33.so.12"));
		assertTrue(CudaRuntime.in(folder).problem().contains("cannot be asked"), CudaRuntime.in(folder).problem());
	}
}
