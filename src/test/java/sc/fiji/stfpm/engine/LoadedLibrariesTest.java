package sc.fiji.stfpm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedLibrariesTest {
	@Test
	void onlyWhatIsMappedIsLoaded(@TempDir Path folder) throws IOException {
		Path real = folder.toRealPath();
		for (String name : List.of("libtorch.so", "libcudart.so.12", "libcudnn.so.9", "contents.txt"))
			Files.createFile(real.resolve(name));
		assertEquals(List.of("libcudart.so.12", "libtorch.so"), LoadedLibraries.of(folder, List.of("7f0000000000-7f0000001000 r--p 00000000 08:01 5    "
			+ real.resolve("libtorch.so"), "7f0000001000-7f0000002000 r-xp 00001000 08:01 5    " + real.resolve("libtorch.so"),
			"7f0000002000-7f0000003000 r--p 00000000 08:01 6    " + real.resolve("libcudart.so.12"), "7f0000003000-7f0000004000 r--p 00000000 08:01 6    "
				+ real.resolve("contents.txt"), "7ffe00000000-7ffe00001000 rw-p 00000000 00:00 0    [stack]", "7f0000005000-7f0000006000 rw-p 00000000 00:00 0")));
	}
}
