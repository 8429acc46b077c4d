package sc.fiji.stfpm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaRuntimeTest {
	/** A CUDA with a number of GPUs, of which each has as many GB free as its number says, and the first is the thread's. */
	private static final class Cuda implements CudaRuntime.Cudart {
		private final int error;
		private final int gpus;
		private int current;

		Cuda(int error, int gpus) {
			this.error = error;
			this.gpus = gpus;
		}

		@Override
		public int cudaGetDeviceCount(int[] count) {
			count[0] = gpus;
			return error;
		}

		@Override
		public int cudaGetDevice(int[] gpu) {
			gpu[0] = current;
			return error;
		}

		@Override
		public int cudaSetDevice(int gpu) {
			if (gpu >= gpus) return 101;
			current = gpu;
			return error;
		}

		@Override
		public int cudaMemGetInfo(long[] free, long[] total) {
			if (current == 2) return 999;
			free[0] = current * 1_000_000_000L;
			total[0] = 80_000_000_000L;
			return error;
		}

		@Override
		public String cudaGetErrorString(int code) {
			return "CUDA driver version is insufficient for CUDA runtime version";
		}
	}

	private static CudaRuntime.Cudart cuda(int error, int gpus) {
		return new Cuda(error, gpus);
	}

	@Test
	void freeMemoryIsThatOfTheGpuAndTheThreadKeepsItsOwn() {
		Cuda cuda = new Cuda(0, 4);
		cuda.current = 1;
		assertEquals(OptionalLong.of(3_000_000_000L), CudaRuntime.freeBytes(cuda, 3));
		assertEquals(1, cuda.current);
		assertEquals(OptionalLong.empty(), CudaRuntime.freeBytes(cuda, 2), "CUDA does not tell");
		assertEquals(1, cuda.current);
		assertEquals(OptionalLong.empty(), CudaRuntime.freeBytes(cuda, 4), "no such GPU");
		assertEquals(OptionalLong.empty(), CudaRuntime.freeBytes(new Cuda(35, 1), 0));
	}

	@Test
	void whereThereIsNoCudaFreeMemoryIsNotKnown(@TempDir Path folder) throws IOException {
		assertEquals(OptionalLong.empty(), CudaRuntime.freeBytes(folder, 0));
		Files.createFile(folder.resolve("libcudart-c3a75b33.so.12"));
		assertEquals(OptionalLong.empty(), CudaRuntime.freeBytes(folder, 0));
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
