package sc.fiji.stfpm.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.download.FileDownload;
import sc.fiji.stfpm.download.PartFile;

/** From what a user has to the folder that the engine takes its libraries from. */
class LibraryInstallTest {
	private static final GpuLibraries LINUX = GpuLibraries.of("Linux", "amd64").orElseThrow();

	@TempDir
	private Path temporary;
	private Path root;
	private String before;

	@BeforeEach
	void begin() {
		before = System.getProperty(LibraryFolder.PROPERTY);
		root = temporary.resolve("engine");
		System.setProperty(LibraryFolder.PROPERTY, root.toString());
	}

	@AfterEach
	void end() {
		if (before == null) System.clearProperty(LibraryFolder.PROPERTY);
		else System.setProperty(LibraryFolder.PROPERTY, before);
	}

	private static Path install(Path source) throws IOException {
		return LibraryInstall.from(source, LINUX, Progress.NONE);
	}

	private static String failure(Path source) {
		return assertThrows(IOException.class, () -> install(source)).getMessage();
	}

	private List<String> names(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	private static void assertContains(String expected, String message) {
		assertTrue(message.contains(expected), () -> "expected '" + expected + "' in: " + message);
	}

	private void assertNothingIsLeft() throws IOException {
		assertEquals(List.of(), Files.isDirectory(root) ? names(root) : List.of());
	}

	private void assertInstalled() throws IOException {
		Path folder = LibraryFolder.of(LINUX);
		List<String> expected = new ArrayList<>(Archives.LIBRARIES);
		expected.add(0, LibraryFolder.LIST);
		assertEquals(expected, names(folder));
		for (String library : Archives.LIBRARIES)
			assertArrayEquals(Archives.bytes(library), Files.readAllBytes(folder.resolve(library)), library);
		assertEquals("", LibraryFolder.problem(LINUX));
	}

	private Path unpacked() throws IOException {
		Path libtorch = Files.createDirectories(temporary.resolve("unpacked/libtorch"));
		Files.writeString(libtorch.resolve("build-version"), GpuLibraries.BUILD + " \r\n");
		Files.createDirectory(libtorch.resolve("lib"));
		for (String library : Archives.LIBRARIES)
			Files.write(libtorch.resolve("lib").resolve(library), Archives.bytes(library));
		return libtorch;
	}

	@Test
	void theLibrariesOfAZipAndNothingElseAreInstalled() throws IOException {
		assertEquals("are not in " + LibraryFolder.of(LINUX), LibraryFolder.problem(LINUX));
		assertEquals(LibraryFolder.of(LINUX), install(Archives.good(temporary)));
		assertInstalled();
	}

	@Test
	void whatWasUnpackedWillDoAtAnyDepth() throws IOException {
		for (Path chosen : List.of(unpacked().getParent(), temporary.resolve("unpacked/libtorch"), temporary.resolve("unpacked/libtorch/lib"))) {
			install(chosen);
			assertInstalled();
			LibraryFolder.delete(LibraryFolder.of(LINUX));
		}
	}

	@Test
	void aFolderOfAnotherMachineWillDoIfItIsWhole() throws IOException {
		install(Archives.good(temporary));
		Path brought = Files.move(root, temporary.resolve("stick")).resolve(LINUX.folderName());
		install(brought);
		assertInstalled();
		Files.write(brought.resolve("libcudnn.so.9"), new byte[Archives.SIZE]);
		assertContains("is damaged: libcudnn.so.9: expected the CRC-32", failure(brought));
		Files.write(brought.resolve("libcudnn.so.9"), new byte[100]);
		assertContains("expected 5000 bytes, found 100", failure(brought));
		assertInstalled();
	}

	@Test
	void anotherFlavourIsRefusedByItsName() throws IOException {
		String message = failure(Archives.zip(temporary.resolve("a.zip"), "2.7.1+cu126", Archives.LIBRARIES));
		assertContains("holds PyTorch 2.7.1+cu126; needed is 2.7.1+cu128 for linux-x86_64: https://download.pytorch.org/libtorch/cu128/", message);
		assertContains("holds PyTorch 2.8.0+cu128", failure(Archives.zip(temporary.resolve("a.zip"), "2.8.0+cu128", Archives.LIBRARIES)));
		assertNothingIsLeft();
	}

	@Test
	void aZipThatDoesNotSayWhatItIsIsRefused() throws IOException {
		assertContains("does not say which PyTorch it holds", failure(Archives.zip(temporary.resolve("a.zip"), null, Archives.LIBRARIES)));
	}

	@Test
	void anotherSystemsOrLackingLibrariesAreNamed() throws IOException {
		assertContains("lacks the libraries c10, c10_cuda, torch, torch_cpu, torch_cuda, cudart, cublas, cudnn: it is for another system", failure(
			Archives.zip(temporary.resolve("a.zip"), GpuLibraries.BUILD, List.of("torch.dll", "torch_cuda.dll"))));
		List<String> fewer = new ArrayList<>(Archives.LIBRARIES);
		fewer.remove("libtorch_cuda.so");
		assertContains("lacks the libraries torch_cuda:", failure(Archives.zip(temporary.resolve("b.zip"), GpuLibraries.BUILD, fewer)));
	}

	@Test
	void halfAZipIsRefused() throws IOException {
		Path zip = Archives.good(temporary);
		Files.write(zip, Arrays.copyOf(Files.readAllBytes(zip), (int) Files.size(zip) / 2));
		assertContains("is damaged or not whole", failure(zip));
		assertNothingIsLeft();
	}

	@Test
	void aDamagedByteIsNoticed() throws IOException {
		Path zip = Archives.good(temporary);
		byte[] bytes = Files.readAllBytes(zip);
		// Stored bytes of random contents: the middle of the file is in one of the libraries.
		bytes[bytes.length / 2] ^= 1;
		Files.write(zip, bytes);
		assertContains("is damaged: lib", failure(zip));
		assertNothingIsLeft();
	}

	@Test
	void neitherFileNorFolderIsSaid() {
		assertContains("no such file or folder", failure(temporary.resolve("nothing")));
	}

	@Test
	void aFullDiskIsSaidBeforeAnythingIsWritten() throws IOException {
		FileDownload full = new FileDownload(Progress.NONE, FileDownload.Patience.DEFAULT, folder -> 30_000, PartFile.Sink.FILE);
		Path zip = Archives.good(temporary);
		String message = assertThrows(IOException.class, () -> new LibraryInstall(LINUX, Progress.NONE, full).install(zip)).getMessage();
		assertContains("has 0.0 MB free, and unpacking the GPU libraries needs 1.1 MB", message);
		assertNothingIsLeft();
	}

	@Test
	void cancellingLeavesWhatWasThere() throws IOException {
		install(Archives.good(temporary));
		Progress cancelled = new Progress() {
			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> LibraryInstall.from(unpacked(), LINUX, cancelled));
		assertInstalled();
		assertEquals(List.of(LINUX.folderName()), names(root));
	}

	@Test
	void whatAKilledRunBeganIsRemoved() throws IOException {
		Path begun = Files.createDirectories(root.resolve(LINUX.folderName() + ".begun"));
		Files.write(begun.resolve("libtorch.so"), new byte[3]);
		install(Archives.good(temporary));
		assertInstalled();
		assertEquals(List.of(LINUX.folderName()), names(root));
	}

	@Test
	void aFolderThatHasLostAFileIsNotUsed() throws IOException {
		Path folder = install(Archives.good(temporary));
		Files.write(folder.resolve("libcublas.so.12"), new byte[7]);
		Files.delete(folder.resolve("libcudnn.so.9"));
		assertEquals("are damaged (in " + folder + ": libcublas.so.12 has 7 bytes instead of 5000; libcudnn.so.9 is missing)", LibraryFolder.problem(LINUX));
		Files.delete(folder.resolve(LibraryFolder.LIST));
		assertContains("contents.txt cannot be read", LibraryFolder.problem(LINUX));
	}

	@Test
	void theUserCanTurnThemOff() throws IOException {
		install(Archives.good(temporary));
		System.setProperty(LibraryFolder.PROPERTY, LibraryFolder.NONE);
		assertEquals("are turned off by the property stfpm.engine=none", LibraryFolder.problem(LINUX));
	}
}
