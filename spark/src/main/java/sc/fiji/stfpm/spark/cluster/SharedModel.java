package sc.fiji.stfpm.spark.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.model.PixelScale;
import sc.fiji.stfpm.ui.JudgedWith;

/**
 * A model as it goes to executors: with its teacher inside, so that nothing need be installed there.
 *
 * @param bytes of the model's file
 * @param file its name, for tables
 * @param sha256 see {@link ModelFile#digest}, of the model as it is on the driver
 * @param pixelRule for images of another pixel size; null for the model's
 * @param minimumArea pixels of the smallest region that counts, from 1
 */
public record SharedModel(byte[] bytes, String file, String sha256, PixelScale.Rule pixelRule, int minimumArea) implements Serializable {
	/**
	 * Makes one of a model, perhaps with another threshold than its file's.
	 *
	 * @param teacher where its teacher is, see {@link AnomalyModel#findTeacher}
	 * @throws IOException if the teacher cannot be read or found
	 * @throws IllegalArgumentException if it is another one than the model was trained with
	 */
	public static SharedModel of(AnomalyModel model, String file, Optional<String> teacher, Optional<PixelScale.Rule> pixelRule,
		int minimumArea) throws IOException
	{
		var found = model.findTeacher(teacher);
		model.checkTeacher(found);
		Path copy = Files.createTempFile("stfpm-", ModelFile.EXTENSION);
		try {
			ModelFile.write(copy, model.selfContained(found.weights()));
			return new SharedModel(Files.readAllBytes(copy), file, ModelFile.digest(model), pixelRule.orElse(null), minimumArea);
		}
		finally {
			Files.delete(copy);
		}
	}

	/** The model, read anew. */
	public AnomalyModel read() throws IOException {
		Path copy = Files.createTempFile("stfpm-", ModelFile.EXTENSION);
		try {
			Files.write(copy, bytes);
			return ModelFile.read(copy);
		}
		finally {
			Files.delete(copy);
		}
	}

	/** A detector on this machine's processors. */
	AnomalyDetector open() throws IOException {
		AnomalyDetector opened = AnomalyDetector.open(read(), Optional.empty(), "cpu");
		AnomalyDetector ruled = pixelRule == null ? opened : opened.withPixelRule(pixelRule);
		return ruled.withMinimumArea(minimumArea);
	}

	/** What tables say of the model where a detector of it judged. */
	public JudgedWith judgedWith(AnomalyModel model, String device, String ignored) {
		return new JudgedWith(model, sha256, file, device, minimumArea, ignored);
	}
}
