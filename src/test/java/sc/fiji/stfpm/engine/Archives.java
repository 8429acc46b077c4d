package sc.fiji.stfpm.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zips with the names of PyTorch's and small contents. */
final class Archives {
	static final List<String> LIBRARIES = List.of("libc10.so", "libc10_cuda.so", "libcublas.so.12", "libcudart-c3a75b33.so.12", "libcudnn.so.9",
		"libtorch.so", "libtorch_cpu.so", "libtorch_cuda.so");
	static final int SIZE = 5000;

	private Archives() {}

	/** A good one, with files that are no libraries of the engine's, too. */
	static Path good(Path folder) throws IOException {
		return zip(folder.resolve("libtorch.zip"), GpuLibraries.BUILD, LIBRARIES);
	}

	/** @param build what it says to be; null for nothing */
	static Path zip(Path file, String build, List<String> libraries) throws IOException {
		try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
			if (build != null) put(zip, "libtorch/build-version", (build + "\n").getBytes(StandardCharsets.US_ASCII));
			put(zip, "libtorch/lib/libtorch_python.so", bytes("libtorch_python.so"));
			put(zip, "libtorch/include/libtorch.so", new byte[3]);
			for (String library : libraries)
				put(zip, "libtorch/lib/" + library, bytes(library));
		}
		return file;
	}

	private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
		zip.putNextEntry(new ZipEntry(name));
		zip.write(bytes);
		zip.closeEntry();
	}

	/** What a library of this name holds. */
	static byte[] bytes(String name) {
		byte[] bytes = new byte[SIZE];
		new Random(name.hashCode()).nextBytes(bytes);
		return bytes;
	}
}
