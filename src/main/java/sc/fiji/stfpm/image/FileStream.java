package sc.fiji.stfpm.image;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Files as image decoders take them. */
final class FileStream {
	private FileStream() {}

	/** To be closed by the caller. */
	static ImageInputStream open(Path path) throws IOException {
		File file = path.toFile();
		// A path keeps the bytes of a name that are no text, a File does not and finds nothing.
		return file.exists() ? new FileImageInputStream(file) : new MemoryCacheImageInputStream(Files.newInputStream(path));
	}
}
