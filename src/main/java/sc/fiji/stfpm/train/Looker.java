package sc.fiji.stfpm.train;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.ImageSource;
import sc.fiji.stfpm.image.ImagePlane;
import sc.fiji.stfpm.model.Preprocessing;
import sc.fiji.stfpm.network.ComputeDevice;
import sc.fiji.stfpm.network.FeatureSampler;
import sc.fiji.stfpm.weights.BackboneWeights;

/**
 * Takes looks at images on this machine, with a teacher on one device: at all images of a training, or at a part of them for another machine.
 * Keeps images that are small. Holds native memory until closed. Not thread-safe.
 */
public final class Looker implements LookRunner, AutoCloseable {
	/** Three looks at an image do not pay for more. */
	private static final long KEPT_IMAGES = 128L << 20;

	private final IntFunction<ImageSource> sources;
	private final BackboneWeights teacher;
	private final ComputeDevice device;
	private final Progress progress;
	private final long kept;
	/** As they were prepared last; null before that. */
	private TrainingImages images;
	private FeatureSampler sampler;
	private Tally tally = new Tally("", 0, 1);
	private int done;

	private Looker(IntFunction<ImageSource> sources, BackboneWeights teacher, ComputeDevice device, Progress progress, long kept) {
		this.sources = sources;
		this.teacher = teacher;
		this.device = device;
		this.progress = progress;
		this.kept = kept;
	}

	/** Takes all looks at all images. */
	static Looker atAll(List<ImageSource> images, BackboneWeights teacher, ComputeDevice device, Progress progress) {
		return new Looker(images::get, teacher, device, progress, KEPT_IMAGES);
	}

	/**
	 * Takes one look at a part of the images, for a training elsewhere.
	 *
	 * @param images by number, those of the part alone
	 * @param progress hears of each unit that was looked at, and may cancel
	 */
	public static Looker atPart(IntFunction<ImageSource> images, BackboneWeights teacher, ComputeDevice device, Progress progress) {
		return new Looker(images, teacher, device, progress, 0);
	}

	@Override
	public int parts() {
		return 1;
	}

	@Override
	public <R extends Serializable> R run(Look<R> look, List<Shown> shown, Tally said) throws IOException {
		tally = said;
		done = said.before();
		return look.at(shown, this);
	}

	/** An image as it is. */
	ImageSource source(int image) {
		return sources.apply(image);
	}

	/**
	 * An image.
	 *
	 * @throws IOException if it cannot be read, or is not one to be prepared like that
	 */
	ImagePlane plane(int image, Preprocessing preprocessing) throws IOException {
		if (images == null || images.preprocessing() != preprocessing) images = new TrainingImages(sources, Integer.MAX_VALUE, preprocessing, kept);
		return images.plane(image);
	}

	/** The teacher's features; the same one at every call. */
	FeatureSampler sampler() {
		if (sampler == null) sampler = new FeatureSampler(teacher, device);
		return sampler;
	}

	BackboneWeights teacher() {
		return teacher;
	}

	ComputeDevice device() {
		return device;
	}

	/** May cancel, and hears of notes; how far the work is comes from {@link #step} alone. */
	Progress cancel() {
		return Progress.withoutUpdates(progress);
	}

	/** A unit was looked at. */
	void step() {
		step("");
	}

	/** @param which is added to what is said */
	void step(String which) {
		progress.update(++done, tally.total(), tally.what() + which);
	}

	void checkCancelled() {
		if (progress.isCancelled()) throw new CancellationException("Training was cancelled");
	}

	@Override
	public void close() {
		if (sampler != null) sampler.close();
	}
}
