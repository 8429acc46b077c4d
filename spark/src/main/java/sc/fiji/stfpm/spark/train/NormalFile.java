package sc.fiji.stfpm.spark.train;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.hadoop.conf.Configuration;

import sc.fiji.stfpm.dataset.IgnoreRule;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.files.FolderTree;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.image.ImageReader;
import sc.fiji.stfpm.spark.cluster.HadoopFiles;

/**
 * A normal image that every executor can read.
 *
 * @param name what it is called in messages and in the model
 * @param path as Hadoop writes it, with its scheme
 */
public record NormalFile(String name, String path) implements Serializable {
	/** The image to be read on this machine. */
	ImageSource source(Configuration conf, IgnoreRule ignored) {
		ImageSource all = new ImageSource() {
			@Override
			public String name() {
				return name;
			}

			@Override
			public ImagePlane read() throws IOException {
				return NormalFile.this.read(conf);
			}
		};
		return all.ignoring(ignored);
	}

	private ImagePlane read(Configuration conf) throws IOException {
		Path folder = Files.createTempDirectory("stfpm-");
		try {
			return ImageReader.readPlane(HadoopFiles.readable(new org.apache.hadoop.fs.Path(path), folder, conf));
		}
		finally {
			FolderTree.delete(folder);
		}
	}
}
