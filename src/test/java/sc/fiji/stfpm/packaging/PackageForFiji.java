package sc.fiji.stfpm.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import sc.fiji.stfpm.files.FolderTree;

/**
 * Makes zips to be unpacked over Fiji, one a platform, and an update site. Arguments: what the build made for Fiji, a
 * folder with PyTorch's jars for further platforms, the folder to write, the name that zips begin with.
 */
public final class PackageForFiji {
	private PackageForFiji() {}

	public static void main(String[] arguments) throws IOException {
		Path out = Path.of(arguments[2]);
		List<FijiFile> files = files(Path.of(arguments[0]), Path.of(arguments[1]), out);
		for (String platform : files.stream().map(FijiFile::platform).flatMap(Optional::stream).toList())
			System.out.println(zip(files, platform, out, arguments[3]));
		System.out.println(site(files, out));
	}

	/** What goes into Fiji; the folder to write is made anew. */
	static List<FijiFile> files(Path built, Path natives, Path out) throws IOException {
		Path changed = out.resolveSibling(out.getFileName() + "-natives");
		for (Path folder : List.of(out, changed))
			FolderTree.delete(folder);
		List<FijiFile> files = FijiFile.of(built, natives, changed);
		if (files.stream().noneMatch(file -> file.name().startsWith("plugins/"))) throw new IOException(built
			+ " has no plugin; run: mvn package");
		return files;
	}

	/** All that a platform needs, laid out as in Fiji. */
	static Path zip(List<FijiFile> files, String platform, Path out, String name) throws IOException {
		Path zip = Files.createDirectories(out).resolve(name + "-fiji-" + platform + ".zip");
		try (OutputStream file = Files.newOutputStream(zip); ZipOutputStream archive = new ZipOutputStream(file)) {
			// jars are compressed already
			archive.setLevel(Deflater.NO_COMPRESSION);
			for (FijiFile each : files) {
				if (!each.isFor(platform)) continue;
				archive.putNextEntry(new ZipEntry(each.name()));
				Files.copy(each.source(), archive);
				archive.closeEntry();
			}
		}
		return zip;
	}

	static Path site(List<FijiFile> files, Path out) throws IOException {
		Path site = Files.createDirectories(out.resolve("update-site"));
		UpdateSite.write(files, site, LocalDateTime.now(ZoneOffset.UTC));
		return site;
	}
}
