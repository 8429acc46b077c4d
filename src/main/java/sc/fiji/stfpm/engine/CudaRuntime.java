package sc.fiji.stfpm.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import com.sun.jna.Library;
import com.sun.jna.Native;

/**
 * The CUDA that lies among PyTorch's libraries, and how many GPUs it can use: the very count that PyTorch has. The engine looks for
 * a CUDA of the system's instead, which users without NVIDIA's toolkit do not have, and finds none.
 *
 * @param count of GPUs
 * @param problem why there are none, in words that go behind "because"; empty where there are
 */
public record CudaRuntime(int count, String problem) {
	/** What is used of it. */
	interface Cudart extends Library {
		int cudaGetDeviceCount(int[] count);

		int cudaGetDevice(int[] gpu);

		int cudaSetDevice(int gpu);

		/** Both are of the type {@code size_t}, which has 64 bits wherever there is CUDA 12. */
		int cudaMemGetInfo(long[] free, long[] total);

		String cudaGetErrorString(int error);
	}

	private static final int NO_DEVICE = 100;

	/** @param libraries the folder of the libraries that the engine has loaded */
	public static CudaRuntime in(Path libraries) {
		try {
			Optional<Path> file = find(libraries);
			if (file.isEmpty()) return new CudaRuntime(0, "there is no CUDA among the engine's libraries in " + libraries);
			return of(Native.load(file.get().toString(), Cudart.class));
		}
		catch (IOException | LinkageError e) {
			return new CudaRuntime(0, "the CUDA in " + libraries + " cannot be asked: " + e.getMessage());
		}
	}

	private static Optional<Path> find(Path libraries) throws IOException {
		try (Stream<Path> files = Files.list(libraries)) {
			return files.filter(file -> file.getFileName().toString().matches("(lib)?cudart.*\\.(so|dll).*")).sorted().findFirst();
		}
	}

	/**
	 * Bytes of a GPU's memory that are free. What PyTorch keeps to use again is not among them.
	 *
	 * @param libraries the folder of the libraries that the engine has loaded
	 * @param gpu its number as CUDA counts
	 * @return empty where CUDA does not tell
	 */
	public static OptionalLong freeBytes(Path libraries, int gpu) {
		try {
			Optional<Path> file = find(libraries);
			return file.isEmpty() ? OptionalLong.empty() : freeBytes(Native.load(file.get().toString(), Cudart.class), gpu);
		}
		catch (IOException | LinkageError e) {
			return OptionalLong.empty();
		}
	}

	static OptionalLong freeBytes(Cudart cuda, int gpu) {
		int[] before = { 0 };
		if (cuda.cudaGetDevice(before) != 0 || cuda.cudaSetDevice(gpu) != 0) return OptionalLong.empty();
		try {
			long[] free = { 0 }, total = { 0 };
			return cuda.cudaMemGetInfo(free, total) == 0 ? OptionalLong.of(free[0]) : OptionalLong.empty();
		}
		finally {
			// It is the calling thread's, which PyTorch uses, too.
			cuda.cudaSetDevice(before[0]);
		}
	}

	static CudaRuntime of(Cudart cuda) {
		int[] count = { 0 };
		int error = cuda.cudaGetDeviceCount(count);
		if (error == 0 && count[0] > 0) return new CudaRuntime(count[0], "");
		String visible = error == NO_DEVICE && System.getenv("CUDA_VISIBLE_DEVICES") != null ? "; the environment variable CUDA_VISIBLE_DEVICES is '"
			+ System.getenv("CUDA_VISIBLE_DEVICES") + "'" : "";
		return new CudaRuntime(0, "CUDA finds no GPU (error " + error + ": " + cuda.cudaGetErrorString(error) + visible + ")");
	}
}
