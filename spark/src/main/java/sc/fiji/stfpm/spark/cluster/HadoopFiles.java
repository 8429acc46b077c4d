package sc.fiji.stfpm.spark.cluster;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

import sc.fiji.stfpm.files.AtomicWrite;

/** Files wherever Hadoop's file systems find them; those of this machine, or of a share that it has mounted, are ordinary paths. */
public final class HadoopFiles {
	/** Of files that are being written. */
	private static final String UNFINISHED = "._stfpm-";

	private HadoopFiles() {}

	/** A name as users write it, with or without a scheme, as Hadoop's path, with both. */
	public static org.apache.hadoop.fs.Path path(String name, Configuration conf) throws IOException {
		try {
			// Else a name with a colon or a percent sign would be taken for a URI.
			org.apache.hadoop.fs.Path path = hasScheme(name) ? new org.apache.hadoop.fs.Path(name) : new org.apache.hadoop.fs.Path(Path.of(name)
				.toAbsolutePath().normalize().toUri());
			return path.getFileSystem(conf).makeQualified(path);
		}
		catch (IllegalArgumentException e) {
			throw new IOException(name + ": no path of a file (" + e.getMessage() + ")", e);
		}
	}

	/** Whether a name says in which file system it is. */
	public static boolean hasScheme(String name) {
		return name.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*");
	}

	/** The ordinary path; empty where it is not of this machine. */
	public static Optional<Path> local(org.apache.hadoop.fs.Path path) {
		URI uri = path.toUri();
		return uri.getScheme() == null || uri.getScheme().equals("file") ? Optional.of(Path.of(uri.getPath())) : Optional.empty();
	}

	/**
	 * A file where it can be read on this machine: itself, or a copy under its own name.
	 *
	 * @param folder where the copy goes; made where need be
	 */
	public static Path readable(org.apache.hadoop.fs.Path path, Path folder, Configuration conf) throws IOException {
		Optional<Path> here = local(path);
		if (here.isPresent()) return here.get();
		Path copy = folder.resolve(path.getName());
		fetch(path, copy, conf);
		return copy;
	}

	/** Copies a file, or a folder with all below it. */
	private static void fetch(org.apache.hadoop.fs.Path from, Path to, Configuration conf) throws IOException {
		FileSystem files = from.getFileSystem(conf);
		FileStatus status;
		try {
			status = files.getFileStatus(from);
		}
		catch (FileNotFoundException e) {
			throw new IOException("no such file or folder", e);
		}
		if (status.isDirectory()) {
			Files.createDirectories(to);
			for (FileStatus each : files.listStatus(from))
				fetch(each.getPath(), to.resolve(each.getPath().getName()), conf);
			return;
		}
		Files.createDirectories(to.getParent());
		try (InputStream in = files.open(from)) {
			Files.copy(in, to);
		}
	}

	/** Copies a file, which is there as a whole or not at all, over what may be there. */
	public static void put(Path from, org.apache.hadoop.fs.Path to, Configuration conf) throws IOException {
		write(to, conf, out -> Files.copy(from, out));
	}

	/** Copies all files below a folder to the same places below another. */
	public static void putAll(Path from, org.apache.hadoop.fs.Path to, Configuration conf) throws IOException {
		try (Stream<Path> all = Files.walk(from)) {
			for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator)
				put(file, new org.apache.hadoop.fs.Path(to, new org.apache.hadoop.fs.Path(null, null, from.relativize(file).toString())), conf);
		}
	}

	/** Writes a text, which is there as a whole or not at all, over what may be there. */
	public static void putText(String text, org.apache.hadoop.fs.Path to, Configuration conf) throws IOException {
		write(to, conf, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
	}

	/** A text; empty where there is no such file. */
	public static Optional<String> text(org.apache.hadoop.fs.Path from, Configuration conf) throws IOException {
		try (InputStream in = from.getFileSystem(conf).open(from)) {
			return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (FileNotFoundException e) {
			return Optional.empty();
		}
	}

	/** What a file is to hold. */
	public interface Content {
		void writeTo(OutputStream out) throws IOException;
	}

	/** Writes a file, which is there as a whole or not at all, over what may be there. */
	public static void write(org.apache.hadoop.fs.Path to, Configuration conf, Content content) throws IOException {
		Optional<Path> here = local(to);
		if (here.isPresent()) {
			Files.createDirectories(here.get().getParent());
			// Hadoop would write a file of checksums beside.
			AtomicWrite.soon(here.get(), channel -> content.writeTo(Channels.newOutputStream(channel)));
			return;
		}
		FileSystem files = to.getFileSystem(conf);
		org.apache.hadoop.fs.Path unfinished = new org.apache.hadoop.fs.Path(to.getParent(), UNFINISHED + UUID.randomUUID());
		try {
			try (OutputStream out = files.create(unfinished, true)) {
				content.writeTo(out);
			}
			// Renaming does not replace everywhere; whoever writes the same file writes the same into it.
			if (!files.rename(unfinished, to)) {
				files.delete(to, false);
				if (!files.rename(unfinished, to) && !files.exists(to)) throw new IOException(to + ": could not be written");
			}
		}
		finally {
			files.delete(unfinished, false);
		}
	}

	/** Deletes a file or folder that may be there. */
	public static void delete(org.apache.hadoop.fs.Path path, Configuration conf) throws IOException {
		path.getFileSystem(conf).delete(path, true);
	}
}
