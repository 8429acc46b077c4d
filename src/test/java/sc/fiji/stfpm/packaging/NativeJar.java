package sc.fiji.stfpm.packaging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * PyTorch's jars call themselves by a module name that Java does not allow. On a class path that is no matter. But Fiji's
 * launcher puts {@code jars/linux64} and the like on the module path, too, and Java then refuses to start at all.
 */
final class NativeJar {
	private static final String MODULE_NAME = "Automatic-Module-Name";

	private NativeJar() {}

	/** A copy with a module name that is allowed, all else byte for byte; nothing is compressed anew. */
	static Path forModulePath(Path jar, Path folder) throws IOException {
		Path copy = Files.createDirectories(folder).resolve(jar.getFileName());
		try (ZipFile in = ZipFile.builder().setPath(jar).get();
			ZipArchiveOutputStream out = new ZipArchiveOutputStream(copy))
		{
			for (ZipArchiveEntry entry : Collections.list(in.getEntriesInPhysicalOrder())) {
				InputStream content = entry.getName().equals(JarFile.MANIFEST_NAME) ? null : in.getRawInputStream(entry);
				if (content != null) out.addRawArchiveEntry(entry, content);
				else addManifest(out, entry, in.getInputStream(entry));
			}
		}
		return copy;
	}

	private static void addManifest(ZipArchiveOutputStream out, ZipArchiveEntry entry, InputStream content) throws IOException {
		Manifest manifest = new Manifest(content);
		manifest.getMainAttributes().computeIfPresent(new Attributes.Name(MODULE_NAME), (key, name) -> name.toString()
			.replace('-', '_'));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		manifest.write(bytes);
		ZipArchiveEntry changed = new ZipArchiveEntry(entry.getName());
		changed.setTime(entry.getTime());
		out.putArchiveEntry(changed);
		new ByteArrayInputStream(bytes.toByteArray()).transferTo(out);
		out.closeArchiveEntry();
	}
}
