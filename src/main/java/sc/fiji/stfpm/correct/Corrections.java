package sc.fiji.stfpm.correct;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.UtcTime;
import sc.fiji.stfpm.dataset.Fingerprint;
import sc.fiji.stfpm.detect.AnomalyDetector;
import sc.fiji.stfpm.detect.DetectionResult;
import sc.fiji.stfpm.model.Accepted;
import sc.fiji.stfpm.model.AnomalyModel;
import sc.fiji.stfpm.model.Example;
import sc.fiji.stfpm.model.MemoryModel;
import sc.fiji.stfpm.model.ModelFile;
import sc.fiji.stfpm.weights.Tensor;

/**
 * Corrects a model by what a person says about a part of an image. A false alarm is <em>accepted as normal</em>: the vectors that the
 * memory lacks to know it are added to the memory. What is <em>marked as anomalous</em> is kept as an example, from which the
 * threshold can be chosen. Either is kept in the model file and can be taken back, whereupon the model scores to the last bit as
 * it did before.
 */
public final class Corrections {
	private Corrections() {}

	/**
	 * Accepts a part of an image as normal and changes the model file.
	 *
	 * @param model the file
	 * @param detector of that file, as it is now; afterwards it is the old model's
	 * @param found what the detector found in the whole image
	 * @return the changed model; the same model where the memory lacked nothing, and the file is as it was
	 * @throws IllegalStateException if the model has a student
	 * @throws IllegalArgumentException if the image does not suit the model
	 * @throws IOException naming the file that cannot be read or written, or that has changed
	 * @throws CancellationException if cancelled; the file is as it was
	 */
	public static AnomalyModel accept(Path model, AnomalyDetector detector, Part part, DetectionResult found, Progress progress)
		throws IOException
	{
		List<List<Tensor>> missing = detector.missing(part.plane(), part.inside(), progress);
		Accepted accepted = new Accepted(example(part, found), missing);
		if (accepted.count() == 0) return detector.model();
		return change(model, detector, "accepted as normal: " + text(accepted.example()), current -> {
			MemoryModel memory = (MemoryModel) current.scoring();
			List<Accepted> more = new ArrayList<>(memory.accepted());
			more.add(accepted);
			return current.withScoring(memory.withAccepted(more));
		});
	}

	/** Marks a part of an image as anomalous; otherwise as {@link #accept}. */
	public static AnomalyModel mark(Path model, AnomalyDetector detector, Part part, DetectionResult found) throws IOException {
		Example example = example(part, found);
		return change(model, detector, "marked as anomalous: " + text(example), current -> {
			List<Example> more = new ArrayList<>(current.marked());
			more.add(example);
			return current.withMarked(more);
		});
	}

	/**
	 * Takes a correction back.
	 *
	 * @param number see {@link Correction#of}
	 * @return the changed model
	 * @throws IllegalArgumentException where there is none of that number
	 * @throws IOException naming the file that cannot be read or written
	 */
	public static AnomalyModel takeBack(Path model, int number) throws IOException {
		List<Correction> all = Correction.of(ModelFile.read(model));
		if (number < 1 || number > all.size()) throw new IllegalArgumentException(model + " has no correction " + number + "; it has "
			+ (all.isEmpty() ? "none" : "1 to " + all.size()));
		Correction one = all.get(number - 1);
		return ModelFile.change(model, "taken back: " + (one.normal() ? "accepted as normal: " : "marked as anomalous: ") + text(one
			.example()), current -> {
				if (!Correction.of(current).equals(all)) throw changed(model);
				if (!one.normal()) return current.withMarked(without(current.marked(), number - 1 - current.accepted().size()));
				MemoryModel memory = (MemoryModel) current.scoring();
				return current.withScoring(memory.withAccepted(without(memory.accepted(), number - 1)));
			});
	}

	private static AnomalyModel change(Path model, AnomalyDetector detector, String what, ModelFile.Edit edit) throws IOException {
		return ModelFile.change(model, what, current -> {
			if (!ModelFile.digest(current).equals(ModelFile.digest(detector.model()))) throw changed(model);
			return edit.of(current);
		});
	}

	private static IOException changed(Path model) {
		return new IOException(model + " has been changed meanwhile, and this correction was not made; make it again");
	}

	private static <T> List<T> without(List<T> list, int index) {
		List<T> rest = new ArrayList<>(list);
		rest.remove(index);
		return rest;
	}

	private static Example example(Part part, DetectionResult found) {
		float score = found.within(part.inside()).score();
		return new Example(part.image(), part.area(), Fingerprint.of(part.plane()), score, UtcTime.now(), System.getProperty("user.name"));
	}

	private static String text(Example example) {
		return example.image() + ", " + example.area();
	}
}
