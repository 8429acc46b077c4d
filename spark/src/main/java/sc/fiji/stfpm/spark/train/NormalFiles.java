package sc.fiji.stfpm.spark.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.dataset.NaturalOrder;
import sc.fiji.stfpm.dataset.Sample;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.spark.cluster.HadoopFiles;

/** Which normal images there are to learn from. */
public final class NormalFiles {
	private NormalFiles() {}

	/**
	 * Those of a folder: of one that this machine sees by the rules of a single machine ({@link ImageSet}); of one elsewhere the images directly
	 * in it, in natural order.
	 *
	 * @throws IOException if there is no such folder, or no image in it
	 */
	public static List<NormalFile> in(String folder, Configuration conf) throws IOException {
		org.apache.hadoop.fs.Path path = HadoopFiles.path(folder, conf);
		var here = HadoopFiles.local(path);
		List<NormalFile> files = new ArrayList<>();
		if (here.isPresent()) {
			for (Sample sample : ImageSet.open(here.get()).normals())
				files.add(new NormalFile(sample.name(), HadoopFiles.path(sample.image().toString(), conf).toString()));
		}
		else Arrays.stream(path.getFileSystem(conf).listStatus(path)).map(FileStatus::getPath).filter(file -> ImageReader.isImage(Path.of(file
			.getName()))).sorted(Comparator.comparing(org.apache.hadoop.fs.Path::getName, new NaturalOrder())).forEach(file -> files.add(new NormalFile(
				file.getName(), file.toString())));
		if (files.isEmpty()) throw new IOException(folder + ": no normal images to learn from; looked for " + String.join(", ", ImageReader
			.extensions()));
		return files;
	}

	/**
	 * Those that a text file names, one a line, in its order; blank lines do not count.
	 *
	 * @throws IOException if it cannot be read, or names none
	 */
	public static List<NormalFile> listed(String list, Configuration conf) throws IOException {
		org.apache.hadoop.fs.Path path = HadoopFiles.path(list, conf);
		List<NormalFile> files = new ArrayList<>();
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(path.getFileSystem(conf).open(path), StandardCharsets.UTF_8))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine())
				if (!line.isBlank()) files.add(new NormalFile(line.strip(), HadoopFiles.path(line.strip(), conf).toString()));
		}
		if (files.isEmpty()) throw new IOException(list + ": names no image; expected one a line");
		return files;
	}
}
